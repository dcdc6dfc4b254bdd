"""The floor that all stands on: procedures, clocks, gates, access, log, keys and codes. Knows no procedure by name."""
