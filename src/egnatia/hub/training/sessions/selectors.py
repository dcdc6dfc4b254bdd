"""What can be seen of sessions and of the trainers of the region. Numbers and sums: no name of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Attendance, Kind, Trainer, TrainerSeat, TrainingSession
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

GIVEN = ("delivered", "evaluated", "reported")
YEAR = timedelta(days=365)
# Of fewer than this it is nobody's business who passed.
LEAST = 5


def of(case: CaseFile) -> TrainingSession:
    return TrainingSession.objects.get(pk=case.pk)


def trainer_name(one: Trainer) -> str:
    return f"{one.number} · {countries.name(one.country)}"


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Who teaches the module now."""
    able = Trainer.objects.filter(case__state="certified", certified_until__gte=moment.today(), trainerskill__module=of(case).module).order_by("number")
    found = [(one.number, trainer_name(one)) for one in able]
    return {"first": found, "second": found}


def sessions(actor: Actor) -> list[TrainingSession]:
    found = TrainingSession.objects.exclude(case__state="cancelled").select_related("case").prefetch_related("trainerseat_set__trainer")
    return list(found.order_by("-monday")[:200])


@dataclass(frozen=True)
class Used:
    """A trainer with the sessions of the last twelve months, and those that are ahead."""

    trainer: Trainer
    given: int
    ahead: int


def trainers(actor: Actor) -> list[Used]:
    today = moment.today()
    taught = Q(trainerseat__session__case__state__in=GIVEN, trainerseat__session__week__range=(today - YEAR, today))
    ahead = Q(trainerseat__session__case__state__in=("approved", "open", "full", "running"))
    found = Trainer.objects.filter(case__state="certified").select_related("case").prefetch_related("trainerskill_set")
    counted = found.annotate(given=Count("trainerseat", filter=taught), ahead=Count("trainerseat", filter=ahead))
    return [Used(one, one.given, one.ahead) for one in counted.order_by("country", "number")]


def utilisation(used: list[Used]) -> tuple[int, int]:
    """(certified trainers who taught in the last twelve months, certified trainers): the headline figure of the pool."""
    certified = [one for one in used if one.trainer.certified_until >= moment.today()]
    return sum(one.given > 0 for one in certified), len(certified)


def multiplier(actor: Actor) -> list[tuple[str, int, int]]:
    """(country, passed a regional training of trainers, passed a national session), by country: how far training multiplies."""
    found: dict[str, list[int]] = {code: [0, 0] for code in countries.SEVEN}
    rows = list(Attendance.objects.filter(session__case__state__in=GIVEN).values_list("country", "session__module", "session__kind", "passed"))
    # A national session multiplies what the same country learned in the same module.
    learned = {(country, module) for country, module, kind, passed in rows if kind == Kind.TOT_REGIONAL and passed}
    for country, module, kind, passed in rows:
        if (country, module) in learned and kind in (Kind.TOT_REGIONAL, Kind.NATIONAL):
            found[country][kind == Kind.NATIONAL] += passed
    return [(country, first, then) for country, (first, then) in found.items()]


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    titles = dict(selectors.module_choices())
    given = TrainerSeat.objects.filter(session=one).select_related("trainer").order_by("trainer__number")
    last = one.monday + timedelta(weeks=one.flexible)
    rows = [
        Row(_("Kind"), one.get_kind_display()),
        Row(_("Module"), titles.get(one.module, one.module)),
        Row(_("Language"), languages.name(one.language)),
        Row(_("Place"), f"{one.place}, {countries.name(one.country)}"),
        Row(_("May begin in the weeks from"), f"{one.monday} – {last}"),
        Row(_("Week"), one.week or _("not given yet"), "done" if one.week else "warn"),
        Row(_("Trainers"), ", ".join(trainer_name(each.trainer) for each in given) or _("nobody yet"), "done" if len(given) == 2 else "warn"),
    ]
    there = [
        Row(countries.name(each.country), f"{each.attended} / {each.passed if each.attended >= LEAST else '–'}")
        for each in Attendance.objects.filter(session=one).order_by("country")
    ]
    learned = []
    if one.reaction is not None and one.before is not None and one.after is not None:
        learned = [
            Row(_("How they found it, mean of 1 to 5"), one.reaction),
            Row(_("Test before and after, percent"), f"{one.before} → {one.after} ({one.after - one.before:+d})"),
        ]
    if one.lessons:
        learned.append(Row(_("What was learned for the next session"), one.lessons))
    parts = [(_("Session"), rows), (_("Took part / passed"), there), (_("Found and learned"), learned)]
    return [Section(title, shown) for title, shown in parts if shown]


def trainer_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one, titles = Trainer.objects.get(pk=case.pk), dict(selectors.module_choices())
    rows = [
        Row(_("Number"), one.number),
        Row(_("Country"), countries.name(one.country)),
        Row(_("Teaches in"), ", ".join(map(languages.name, one.languages))),
        Row(_("Sessions in a half-year at most"), one.most),
        Row(_("Certified until"), one.certified_until, "warn" if one.certified_until < moment.today() else "done"),
    ]
    rows += [Row(titles.get(each.module, each.module), each.get_level_display()) for each in one.trainerskill_set.order_by("module")]
    rows += [Row(_("Away"), f"{each.since} – {each.until}") for each in one.traineraway_set.order_by("since")]
    return [Section(_("Trainer"), rows, _("A number and a country: the country knows who it is."))]
