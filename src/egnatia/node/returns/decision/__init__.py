"""The return decision: proposed by one officer, decided by another, served with its remedy."""
