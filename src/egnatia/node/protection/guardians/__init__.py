"""Guardians: who may be one, for how many children, and who stands beside which child."""
