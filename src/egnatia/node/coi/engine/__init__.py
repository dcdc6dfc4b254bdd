"""The index of passages: derived from the database at any time, on this node's own disk, asked by nobody outside."""
