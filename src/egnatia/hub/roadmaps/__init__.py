"""Roadmaps of the seven with the asylum agency: designed, signed, reviewed, evaluated, followed; what the Commission recommended; expert missions."""
