"""Referrals between states, node to node: each by the person's own agreement, sealed to the other node, answered in codes. The hub takes no part."""
