"""Detention for return: alternatives first, never longer than was ordered, and a release that nothing blocks."""
