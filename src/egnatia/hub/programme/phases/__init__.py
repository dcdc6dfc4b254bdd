"""Phases of the programme."""
