"""Law as data: eu.toml is the reference, one file for each of the seven. Loaded into rule rows; the engine reads only the table."""
