from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.referral.figures import protected
from egnatia.node.returns.models import Agreement, Contact, Cooperation, FactSheet, Milestone, Readmission


def of(case: CaseFile) -> Cooperation:
    return Cooperation.objects.select_related("agreement").get(pk=case.pk)


def results(agreement: str) -> list[tuple[Any, str]]:
    """What came of the requests under an agreement; small counts are hidden."""
    with seeing_all():
        states = Counter(Readmission.objects.filter(agreement=agreement, sent_at__isnull=False).values_list("case__state", flat=True))
        in_time = sum(
            one.answered_on is not None and one.answer_due is not None and one.answered_on <= one.answer_due.date()
            for one in Readmission.objects.filter(agreement=agreement, answered_on__isnull=False)
        )
        deemed = Readmission.objects.filter(agreement=agreement, deemed_by__isnull=False).count()
    sent = sum(states.values())
    return [
        (_("Requests sent"), protected(sent)),
        (_("Answered in time"), protected(in_time)),
        (_("Taken as agreed"), protected(deemed)),
        (_("Refused"), protected(states["refused"])),
        (_("Transferred"), protected(states["transferred"])),
    ]


def fact_sheet(country: str) -> Section:
    """The newest one, whoever asks: it is about a country, and written for counsellors of any unit. Without rows where nobody wrote any."""
    with seeing_all():
        newest = FactSheet.objects.filter(country=country).order_by("-at").first()
    rows = [Row(f"{newest.at:%Y-%m-%d}", f"{newest.text} · {newest.sources}")] if newest else []
    return Section(_("Fact sheet for counselling"), rows, _("No data of any person stands here."))


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [Row(_("Country"), countries.name(one.country)), Row(_("Why this country"), one.reasons), Row(_("Looked at before talks"), one.human_rights)]
    found = [Section(_("Co-operation"), rows, _("No data of any person stands here."))]
    if one.agreement:
        found.append(Section(_("Agreement"), terms(one.agreement)))
        found.append(Section(_("Results under it"), [Row(label, value) for label, value in results(one.agreement.code)]))
    steps = [Row(each.on, f"{each.get_kind_display()} · {each.text} · {each.by_name}") for each in Milestone.objects.filter(case=case.pk).order_by("on")]
    contacts = [Row(each.office, f"{each.duty} · {each.reached_by} · {each.checked_on}") for each in Contact.objects.filter(case=case.pk).order_by("office")]
    more = [Section(_("Talks, protocols, missions"), steps), Section(_("Registry of contacts"), contacts), fact_sheet(one.country)]
    return found + [each for each in more if each.rows]


def terms(one: Agreement) -> list[Row]:
    unknown = _("not known")
    days = _("days")
    return [
        Row(_("Title"), one.title),
        Row(_("Stage"), f"{one.get_stage_display()} · {one.in_force_on or '–'}"),
        Row(_("Third-country nationals and stateless persons"), _("yes") if one.third_country else _("no")),
        Row(_("Calendar days to answer"), f"{one.answer_days} {days}" if one.answer_days else unknown),
        Row(_("Working days to answer, accelerated"), f"{one.answer_fast} {days}" if one.answer_fast else unknown),
        Row(_("More days on a reasoned request"), f"{one.extension_days} {days}" if one.extension_days else unknown),
        Row(_("Silence is agreement"), _("yes") if one.silence_agrees else _("no")),
        Row(_("Days for the transfer, from agreement"), f"{one.transfer_days} {days}" if one.transfer_days else unknown),
        Row(_("Source"), f"{one.source} ({one.confidence})"),
        Row(
            _("Verified"),
            f"{one.verified_by} · {one.gazette}" if one.verified else _("by nobody: nothing can be asked under it"),
            "done" if one.verified else "warn",
        ),
    ]
