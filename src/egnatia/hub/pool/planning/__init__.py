"""Who interprets what, where and when. Knows numbers, places and times alone: nothing here reads a table or a name."""
