"""Personal data lives here and only here, one room per promise of the programme."""
