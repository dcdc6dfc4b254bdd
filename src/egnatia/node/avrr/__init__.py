"""Assisted voluntary return and reintegration."""
