"""From a request to a confirmed booking: the week as a problem, offers, asking both sides, what the hub says to nodes, and the end."""
