"""Training of this country's staff: who is nominated for what, what came of it, what institutions need. Names stay here; the hub knows references."""
