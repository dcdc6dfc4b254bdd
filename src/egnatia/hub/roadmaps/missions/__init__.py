"""Missions of experts: who goes where, when, for which output."""
