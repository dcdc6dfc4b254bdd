"""Contracts (components): result chain, money, evaluation, lessons, progress report, IATI."""
