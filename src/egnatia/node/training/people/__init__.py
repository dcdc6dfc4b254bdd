"""Learners: the staff of this country's institutions who are trained, and become trainers."""
