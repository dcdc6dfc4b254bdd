"""Workshops and meetings: planned, announced, held, concluded."""
