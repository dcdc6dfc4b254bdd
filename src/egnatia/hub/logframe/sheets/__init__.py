"""The logframe as a workbook: as partners send it, and as they get it."""
