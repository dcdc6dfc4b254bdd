"""Recommendations of the Commission's reports, their status by year, and which activities answer them."""
