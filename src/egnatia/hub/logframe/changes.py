"""Changing a row of a plan: after the signature with a reason, and always with what stood there before."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Change, Framework
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.models import CaseFile


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {', '.join(each)}" for name, each in value.items())
    return "" if value is None else str(value.normalize() if hasattr(value, "normalize") and value == 0 else value)


def note(framework: Framework, case: CaseFile, code: str, fields: dict[str, list[str]], reason: str, actor: Actor) -> None:
    """One line of the change log. What is added before the signature is no change. Raises BadInput where a signed plan is changed without a reason."""
    if framework.signed_on is not None:
        if not reason:
            raise BadInput({"reason": _("This plan is signed: say why it is changed.")})
        Framework.objects.filter(pk=framework.pk).update(version=models.F("version") + 1)
        framework.refresh_from_db(fields=["version"])
    elif not any(before for before, _after in fields.values()):
        return
    row = {"framework": framework, "version": framework.version, "case": case, "what": case.procedure, "code": code}
    Change.objects.create(**row, fields=fields, reason=reason, at=moment.now(), by=actor.name)


def apply(row: models.Model, values: dict[str, Any], *, framework: Framework, case: CaseFile, code: str, reason: str, actor: Actor) -> None:
    """Set what differs, and note it. Nothing is noted where nothing differs."""
    fields = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            fields[name] = [_text(before), _text(value)]
            setattr(row, name, value)
    if fields:
        row.save(update_fields=list(fields))
        note(framework, case, code, fields, reason, actor)
