"""Identification and screening (Reg. (EU) 2024/1356 as target standard): steps with their actors, clocks, the Article 17 form, the outcome."""
