"""Rights over the data themselves: how long they are kept, what marks or holds them, and their erasure."""
