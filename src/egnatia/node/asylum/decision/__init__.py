"""The decision: proposed, decided by another one, composed from the assessment, served with its remedy, appealed."""
