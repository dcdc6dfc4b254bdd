"""Operational co-operation with selected countries of origin: why, how far, under which agreement, with what result. Nobody's data."""
