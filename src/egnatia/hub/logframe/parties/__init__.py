"""Institutions that take part."""
