"""The only door between nodes and hub: numbered, signed, immutable envelopes; receipts; over HTTP(S) or as files to carry."""
