"""What can be seen of how long data are kept: on each case of a person, and for the officer who watches over it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.roles import WITH_GUARDIANS
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people import selectors as people
from egnatia.node.rights import retention
from egnatia.node.rights.models import Keeping

_FROM = frozenset({"screening", "registration", "temporary_protection"})


def person_of(case: CaseFile) -> dict[str, Any] | None:
    """The person of a case from which this can be started."""
    return {"person_id": case.subject} if case.subject and case.procedure in _FROM else None


def person_registered(case: CaseFile) -> dict[str, Any] | None:
    """The same, where something may have been granted: not while an application is only intended or registered."""
    waits = (case.procedure == "registration" and case.state in {"intended", "registered"}) or (case.procedure == "screening" and not case.closed)
    return None if waits else person_of(case)


def marks(case: CaseFile) -> list[Keeping]:
    """What holds now of the person of a case: no hold that is over, no citizenship that nobody has confirmed."""
    found = Keeping.objects.filter(person=case.subject, ended_at=None).exclude(kind=Keeping.Kind.HOLD, until__lt=moment.today())
    return list(found.exclude(kind=Keeping.Kind.CITIZENSHIP, confirmed_at=None).order_by("since"))


def keeping_of(case: CaseFile, actor: Actor) -> list[Section]:
    """Until when this case is kept, by which rule, and what marks it. Nothing for a case that follows its person."""
    if not actor.roles & WITH_GUARDIANS or case.procedure == "keeping":
        return []
    rows = []
    for one in retention.record_of(case):
        label = retention.LABELS[one.category]
        if one.rule is None:
            rows.append(Row(label, _("No rule says how long: tell the legal officer"), "warn"))
            continue
        if one.due is None:
            rows.append(Row(label, _("as long as it lasts, then %(value)s %(unit)s") % {"value": one.rule.value, "unit": one.rule.unit}))
            continue
        told = f"{timezone.localtime(one.due):%Y-%m-%d} · {one.rule.legal_ref} · {_('confidence')} {one.rule.confidence}"
        rows.append(Row(label, told if retention.may_erase(one.rule) else f"{told} · {_('rule not verified')}"))
    if not rows:
        return []
    rows += [Row(one.get_kind_display(), f"{one.since}{f' – {one.until}' if one.until else ''}", "done") for one in marks(case)]
    return [Section(_("Kept until"), rows, _("Erased in the night after this day, unless its case is open or held."))]


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Keeping.objects.get(pk=case.pk)
    rows = [
        Row(_("What"), one.get_kind_display()),
        Row(_("Since"), one.since),
        Row(_("Until"), one.until or "–"),
        Row(_("Decision or reason"), one.reference),
    ]
    records = [
        Row(record.number, f"{retention.LABELS[record.category]} · {f'{timezone.localtime(record.due):%Y-%m-%d}' if record.due else '–'}")
        for record in retention.records_of(people.person_of(case).pk)
    ]
    return [Section(_("Keeping of data"), rows), Section(_("Records of this person that your unit can see"), records or [Row(_("None"), "")])]
