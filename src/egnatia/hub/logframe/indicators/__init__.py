"""Indicators: what is measured, from where to where, by when."""
