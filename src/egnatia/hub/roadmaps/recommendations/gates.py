from __future__ import annotations

from egnatia.hub.logframe.gates import own_named
from egnatia.hub.logframe.models import Activity

# Whoever leads an activity says what it answers.
own_activity = own_named("G-OWN-ACTIVITY", Activity, "activity")
