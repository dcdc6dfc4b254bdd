"""What a proposed change of a rule would do, before it does it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks import rules
from egnatia.kernel.clocks.term import Unit
from egnatia.kernel.models import CaseFile, ClockRow, ListRow, RuleRow
from egnatia.kernel.subjects import Row, Section
from egnatia.overlays import report
from egnatia.overlays.models import ListChange, RuleChange, TranspositionChange


def in_words(row: RuleRow | None) -> str:
    return f"{row.value} {row.unit} · {row.legal_ref} · {row.valid_from}{'' if row.verified else ' · unverified'}" if row else "–"


def present_row(country: str, code: str) -> RuleRow | None:
    """The real row of the country that holds now, if there is one; a demonstration's synthetic one is not shown as law."""
    today = moment.today()
    return RuleRow.objects.filter(jurisdiction=country, code=code, synthetic=False, valid_from__lte=today).order_by("-valid_from").first()


def _ends(row: RuleRow | None) -> str:
    """When a limit that begins now would end, in words."""
    if row is None or row.unit not in set(Unit) or row.value < 1:
        return "–"
    return f"{rules.due(row, moment.now()):%Y-%m-%d %H:%M}"


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    change = RuleChange.objects.get(pk=case.pk)
    proposed = as_row(change)
    rows = [
        Row(_("Rule"), change.code),
        Row(_("Before"), change.before),
        Row(_("Proposed"), in_words(proposed)),
        Row(_("Gazette: number and year"), change.gazette or "–"),
        Row(_("Proposed by"), change.proposed_name),
        Row(_("Note"), change.note or "–"),
    ]
    found = [Section(_("Change of a rule"), rows, _("What was decided under the old row keeps the row that it was decided under."))]
    if case.state == "proposed":
        found.append(_preview(change, proposed))
    return found


def as_row(change: RuleChange) -> RuleRow:
    """The row that a change makes; whom it binds and what it is for stay as the reference says."""
    like = present_row(change.country, change.code) or RuleRow.objects.filter(code=change.code, synthetic=False).order_by("jurisdiction").first()
    return RuleRow(
        jurisdiction_id=change.country,
        code=change.code,
        value=change.value,
        unit=change.unit,
        anchor=like.anchor if like else "",
        binds=like.binds if like else "AUTHORITY",
        effect=like.effect if like else "GUARANTEE",
        roll=change.roll,
        legal_ref=change.legal_ref,
        valid_from=change.valid_from,
        confidence="H" if change.verified else "M",
        verified=change.verified,
        gazette=change.gazette,
        note=change.note,
    )


def _preview(change: RuleChange, proposed: RuleRow) -> Section:
    now = present_row(change.country, change.code)
    with seeing_all():
        running = ClockRow.objects.filter(state=ClockRow.State.OPEN, rule__code=change.code).count()
    reference = RuleRow.objects.filter(jurisdiction=rules.EU, code=change.code, synthetic=False).order_by("-valid_from").first()
    rows = [
        Row(_("A limit that begins now ends today"), _ends(now)),
        Row(_("A limit that begins now would end"), _ends(proposed)),
        Row(_("Against the EU reference now"), report.compare(change.code, now, reference)),
        Row(_("Against the EU reference then"), report.compare(change.code, proposed, reference)),
        Row(_("Limits of this rule that run now"), running),
    ]
    return Section(_("What would change"), rows, _("Limits that run keep the date that they have."))


def entry_sections(case: CaseFile, actor: Actor) -> list[Section]:
    change = ListChange.objects.get(pk=case.pk)
    rows = [
        Row(_("List"), change.get_name_display()),
        Row(_("Entry"), change.code),
        Row(_("Ends") if change.ends else _("In force from"), change.on),
        Row(_("Law and article"), change.legal_ref),
        Row(_("Gazette: number and year"), change.gazette),
        Row(_("Proposed by"), change.proposed_name),
        Row(_("Note"), change.note or "–"),
    ]
    return [Section(_("Entry of a list of law"), rows)]


def lists(country: str) -> list[tuple[str, list[ListRow]]]:
    """Lists of a country and of the EU on this day, by name: the country's first. A demonstration's synthetic entries are not shown as law."""
    today = moment.today()
    rows = ListRow.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), jurisdiction__in=(country, rules.EU), synthetic=False)
    ordered = sorted(rows, key=lambda one: (one.jurisdiction_id == rules.EU, one.code))
    return [(str(name.label), [one for one in ordered if one.name == name]) for name in ListRow.Name]


def stage_sections(case: CaseFile, actor: Actor) -> list[Section]:
    change = TranspositionChange.objects.select_related("instrument").get(pk=case.pk)
    rows = [
        Row(_("Instrument"), change.instrument.title),
        Row(_("Before"), change.before),
        Row(_("Proposed"), change.get_stage_display()),
        Row(_("National act"), change.act or "–"),
        Row(_("Since"), change.since or "–"),
        Row(_("Follows an earlier instrument"), change.modelled_on or "–"),
        Row(_("Proposed by"), change.proposed_name),
        Row(_("Note"), change.note or "–"),
    ]
    return [Section(_("Transposition of an instrument"), rows)]
