"""What an event concluded: with an owner and a day, and what came of it."""
