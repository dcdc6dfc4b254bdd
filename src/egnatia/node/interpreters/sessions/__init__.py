"""Sessions that interpreters of this node are asked for by the pool: answering, giving a room, beginning and ending, and what is paid."""
