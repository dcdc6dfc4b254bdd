"""The personal interview: planned without a conflict, held in stages, recorded, read back, commented on; or left out for a recorded reason."""
