"""Country information that nodes share: editions passed on as they are. No question, no search, nobody."""
