from __future__ import annotations

from egnatia.hub.logframe.gates import own_named
from egnatia.hub.updates.models import Event

# Whoever leads an event notes its conclusions.
own_event = own_named("G-OWN-EVENT", Event, "event")
