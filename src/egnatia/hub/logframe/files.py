"""Files that are kept as they came, with their hash: evidence of a report, documents of an event."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Model

from egnatia.hub.logframe.progress.inputs import Attach
from egnatia.kernel import moment
from egnatia.kernel.engine.refusals import BadInput


def keep(rows: type[Model], data: Attach, *, full: Any, most: int, **of: Any) -> None:
    """One more file of what ``of`` names. Raises BadInput with ``full`` where there are as many as can be."""
    if rows._default_manager.filter(**of).count() >= most:
        raise BadInput({"file": full % {"number": most}})
    told = {"title": data.title, "media_type": data.media_type(), "content": data.file, "sha256": hashlib.sha256(data.file).hexdigest()}
    rows._default_manager.create(at=moment.now(), **told, **of)
