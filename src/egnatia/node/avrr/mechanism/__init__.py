"""This country's part of the regional mechanism: the harmonised procedure as it is adopted here, and the share of the assistance budget."""
