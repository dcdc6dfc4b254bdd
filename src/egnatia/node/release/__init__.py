"""The month's figures: counted from events, small cells protected, approved by a second person, sent in the same transaction."""
