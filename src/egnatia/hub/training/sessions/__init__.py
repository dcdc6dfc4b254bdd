"""Sessions from plan to report (return-avrr reference 5.2)."""
