"""Egnatia: protection-sensitive migration management. One codebase, national nodes and one regional hub."""

__version__ = "0.1.0"
