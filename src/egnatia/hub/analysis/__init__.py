"""The region's picture: map, trends, completeness, the month's bulletin."""
