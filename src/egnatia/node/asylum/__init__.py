"""The asylum procedure from lodging on: route, interview, decision by the fixed order, service with its remedy, appeal."""
