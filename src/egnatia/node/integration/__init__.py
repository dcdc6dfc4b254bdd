"""Integration: what follows from a status, from the permit to work, school, housing and family, until there is nothing left to do."""
