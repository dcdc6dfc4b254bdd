"""Hand-over to an authority or a protection service: offered, then accepted or declined; the sender stays responsible until then."""
