"""Nominations for sessions of the region, from the first word to the certificate."""
