"""Claimed identities, documents and their machine-readable zones, families, search across scripts."""
