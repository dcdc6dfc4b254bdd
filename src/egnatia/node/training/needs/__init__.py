"""What institutions need: who has a module for their post and who does not, and what training changed in the work."""
