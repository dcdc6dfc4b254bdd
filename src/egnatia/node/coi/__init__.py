"""Country-of-origin information that decisions cite: documents kept whole with their hash, and citations with pinpoint and quotation."""
