"""How training was found and what came of it (Kirkpatrick; return-avrr reference 5.3): by links that answer once, and by figures of the work itself."""
