"""What can be seen of sessions and of the trainers of the region. Numbers and sums: no name of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.evaluation import selectors as opinions
from egnatia.hub.training.models import Attendance, Kind, Place, Question, Trainer, TrainerSeat, TrainingSession
from egnatia.hub.training.trainers import half_year
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

GIVEN = ("delivered", "evaluated", "reported")
YEAR = timedelta(days=365)


def of(case: CaseFile) -> TrainingSession:
    return TrainingSession.objects.get(pk=case.pk)


def trainer_name(one: Trainer) -> str:
    return f"{one.number} · {countries.name(one.country)}"


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Who teaches the module now."""
    able = half_year.may_teach().filter(trainerskill__module=of(case).module).order_by("number")
    found = [(one.number, trainer_name(one)) for one in able]
    return {"first": found, "second": found}


def known_evaluation(case: CaseFile) -> dict[str, Any]:
    """What came by link, and the tests of the places, where enough people answered."""
    one = of(case)
    told: dict[str, Any] = {}
    if (mean := opinions.found([one], Question.REACTION).mean) is not None:
        told["reaction"] = f"{mean:.2f}"
    if (tests := opinions.learned([one])) is not None:
        told |= {"before": round(tests[1]), "after": round(tests[2])}
    return told


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
    found = Trainer.objects.filter(case__state__in=("proposed", "candidate", "certified")).select_related("case").prefetch_related("trainerskill_set")
    counted = found.annotate(given=Count("trainerseat", filter=taught), ahead=Count("trainerseat", filter=ahead))
    return [Used(one, one.given, one.ahead) for one in counted.order_by("country", "number")]


def utilisation(used: list[Used]) -> tuple[int, int]:
    """(certified trainers who taught in the last twelve months, certified trainers): the headline figure of the pool."""
    certified = [one for one in used if one.trainer.certified_until and one.trainer.certified_until >= moment.today()]
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
    taught = TrainerSeat.objects.filter(session=one).select_related("trainer").order_by("trainer__number")
    last = one.monday + timedelta(weeks=one.flexible)
    rows = [
        Row(_("Kind"), one.get_kind_display()),
        Row(_("Module"), titles.get(one.module, one.module)),
        Row(_("Language"), languages.name(one.language)),
        Row(_("Place"), f"{one.place}, {countries.name(one.country)}"),
        Row(_("May begin in the weeks from"), f"{one.monday} – {last}"),
        Row(_("Week"), one.week or _("not given yet"), "done" if one.week else "warn"),
        Row(_("Trainers"), ", ".join(trainer_name(each.trainer) for each in taught) or _("nobody yet"), "done" if len(taught) == 2 else "warn"),
    ]
    there = [
        Row(countries.name(each.country), f"{each.attended} / {each.passed if each.attended >= selectors.LEAST else '–'}")
        for each in Attendance.objects.filter(session=one).order_by("country")
    ]
    learned = []
    if one.reaction is not None:
        learned.append(Row(_("How they found it, mean of 1 to 5"), one.reaction))
    if one.before is not None and one.after is not None:
        learned.append(Row(_("Test before and after, percent"), f"{one.before} → {one.after} ({one.after - one.before:+d})"))
    if one.lessons:
        learned.append(Row(_("What was learned for the next session"), one.lessons))
    if one.requested is not None:
        rows.append(Row(_("Asked for by"), countries.name(one.country)))
    asked = Place.objects.filter(session=one).exclude(state__in=(Place.State.WITHDRAWN, Place.State.DECLINED))
    given = asked.filter(state=Place.State.GIVEN).count()
    people = _("%(given)s of %(places)s places given, %(more)s more nominated") % {"given": given, "places": one.places, "more": asked.count() - given}
    rows.append(Row(_("People"), people, "", reverse("training_people", args=[case.pk])))
    parts = [(_("Session"), rows), (_("Took part / passed"), there), (_("Found and learned"), learned)]
    return [Section(title, shown) for title, shown in parts if shown]


def _certified(one: Trainer) -> Row:
    if one.certified_until is None:
        return Row(_("Certified until"), _("not certified yet: teaches beside a trainer"), "warn")
    return Row(_("Certified until"), one.certified_until, "warn" if one.certified_until < moment.today() else "done")


def trainer_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one, titles = Trainer.objects.get(pk=case.pk), dict(selectors.module_choices())
    rows = [
        Row(_("Number"), one.number),
        Row(_("Country"), countries.name(one.country)),
        Row(_("Teaches in"), ", ".join(map(languages.name, one.languages))),
        Row(_("Sessions in a half-year at most"), one.most),
        _certified(one),
    ]
    rows += [Row(titles.get(each.module, each.module), each.get_level_display()) for each in one.trainerskill_set.order_by("module")]
    rows += [Row(_("Away"), f"{each.since} – {each.until}") for each in one.traineraway_set.order_by("since")]
    return [Section(_("Trainer"), rows, _("A number and a country: the country knows who it is."))]
