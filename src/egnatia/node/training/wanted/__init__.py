"""Sessions that this country wants, and asks the region's trainers for."""
