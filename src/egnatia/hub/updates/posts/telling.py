"""From what was gathered to words: sentences that name who did what with whom, where, and what came of it. An editor finishes them."""

from __future__ import annotations

import calendar
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from egnatia.hub.roadmaps.models import Review
from egnatia.hub.training import selectors as training
from egnatia.hub.training.models import Module, TrainingSession
from egnatia.hub.updates.events.selectors import where
from egnatia.hub.updates.models import Event
from egnatia.hub.updates.posts.gathering import Gathered
from egnatia.hub.updates.posts.rendering import quoted
from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.codes import countries

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TITLE, SUMMARY, BODY = 160, 400, 30_000


def spelled(number: int) -> str:
    """Small numbers as words, as people write them."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """As it stands inside a sentence; abbreviations stay large."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def of(number: int, word: str, more: str = "") -> str:
    """“one person”, “two people”."""
    return f"{spelled(number)} {word if number == 1 else more or word + 's'}"


def listed(names: list[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def cut(text: str, most: int) -> str:
    """At the end of a word."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def day(one: date, near: date) -> str:
    """With its year where it is not that of the text."""
    return date_format(one, "j F" if one.year == near.year else "j F Y")


def span(first: date, last: date) -> str:
    """“September to November 2026”; days where months are not whole."""
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if not whole:
        return f"{day(first, last)} to {date_format(last, 'j F Y')}"
    if (first.year, first.month) == (last.year, last.month):
        return date_format(last, "F Y")
    return f"{date_format(first, 'F' if first.year == last.year else 'F Y')} to {date_format(last, 'F Y')}"


def _organisers(one: Event) -> str:
    others = [each.strip() for each in one.others.split(",") if each.strip()]
    return listed([quoted(each) for each in [*sorted(each.code for each in one.organisers.all()), *others]])


def _place(one: Event) -> str:
    """“in Skopje, North Macedonia”, or online."""
    return f"in {quoted(where(one))}" if one.place or one.country else "online"


def _session(one: TrainingSession, told: Gathered) -> str:
    rows = [each for each in one.attendance_set.all() if each.attended]
    people = sum(each.attended for each in rows)
    title, place = quoted(told.titles.get(one.module, one.module)), quoted(one.place)
    when = f", in the week of {day(one.week, told.last)}" if one.week else ""
    kind = "a training of trainers on" if one.is_regional else "a course on"
    if people < training.LEAST:
        return f"- A few people took {kind} *{title}* in {place}{when}."
    from_where = listed([str(countries.name(each.country)) for each in sorted(rows, key=lambda each: countries.SEVEN.index(each.country))])
    return f"- {first_large(of(people, 'person', 'people'))} from {from_where} took {kind} *{title}* in {place}{when}."


def _event(one: Event, told: Gathered) -> str:
    came = [each for each in one.delegations.all() if each.came]
    people = sum(each.came or 0 for each in came)
    kind = str(one.get_kind_display()).lower()
    tail = f"{_place(one)} on {day(timezone.localtime(one.starts).date(), told.last)}: {quoted(one.title)}."
    if people < training.LEAST:
        return f"- {_organisers(one)} held a {kind} {tail}"
    brought = f"{of(people, 'person', 'people')} from {of(len(came), 'institution')}"
    return f"- {_organisers(one)} brought {brought} together for a {kind} {tail}"


def _matters(told: Gathered) -> list[str]:
    reasons = list(dict.fromkeys(quoted(one.matters) for one in told.events if one.matters.strip()))
    with seeing_all():
        modules = {one.code: one for one in Module.objects.filter(code__in={each.module for each in told.sessions}, case__state="published")}
    for code, module in sorted(modules.items()):
        lines = module.outcomes if isinstance(module.outcomes, list) else str(module.outcomes).splitlines()
        outcome = quoted(str(lines[0])).rstrip(".") if lines else ""
        if outcome:
            reasons.append(f"What *{quoted(told.titles.get(code, code))}* teaches first: {inside(outcome)}.")
    return reasons


def _next(told: Gathered) -> list[str]:
    found = []
    for one in told.next_events:
        starts = day(timezone.localtime(one.starts).date(), told.last)
        found.append(f"- {starts}: {quoted(one.title)}, {_place(one)} ({_organisers(one)}).")
    for each in told.next_sessions:
        title = quoted(told.titles.get(each.module, each.module))
        month = date_format(each.week or each.monday, "F Y")
        places = ", places are open" if each.case.state == "open" else ""
        found.append(f"- {month}: *{title}* in {quoted(each.place)}{places}.")
    return found


def _together(told: Gathered) -> list[str]:
    pairs = [f"{_organisers(one)}: {quoted(one.topic)}" for one in told.events if one.organisers.count() + bool(one.others) > 1]
    plans = [f"{one.framework.lead.code} with {countries.name(one.country)}: a roadmap" for one in told.signed]
    return list(dict.fromkeys([*pairs, *plans]))


def _roadmaps(told: Gathered) -> list[str]:
    found = []
    for one in told.signed:
        plan = one.framework
        signed = day(plan.signed_on or told.first, told.last)
        found.append(f"- {plan.lead.code} and {countries.name(one.country)} signed *{quoted(plan.title)}* on {signed}.")
    kinds = {Review.Kind.STEERING: "The steering committee", Review.Kind.MID_TERM: "A mid-term review"}
    for each in told.reviews:
        month = date_format(each.on, "F")
        found.append(f"- {kinds[Review.Kind(each.kind)]} looked at *{quoted(each.roadmap.framework.title)}* in {month}.")
    return found


def title(told: Gathered) -> str:
    """What stands out, not what it is called. Numbers are figures, so that they cannot drift."""
    parts = []
    if (trained := told.figure("trained")) and trained.value > 1:
        parts.append("{trained} people in training")
    if told.events:
        latest = told.events[-1]
        parts.append(f"a {str(latest.get_kind_display()).lower()} on {inside(quoted(latest.topic))}")
    elif told.signed:
        parts.append(f"a roadmap with {countries.name(told.signed[0].country)}")
    return cut(f"{span(told.first, told.last)}: {listed(parts) or 'what comes next'}", TITLE)


def summary(told: Gathered) -> str:
    texts = []
    if (sessions := told.figure("sessions")) and told.figure("trained"):
        texts.append("{trained} people took part in {sessions} training " + ("session." if sessions.value == 1 else "sessions."))
    if told.events:
        texts.append(f"{first_large(of(len(told.events), 'public meeting'))} {'was' if len(told.events) == 1 else 'were'} held.")
    if told.signed:
        names = listed([str(countries.name(one.country)) for one in told.signed])
        texts.append(f"{'A roadmap was' if len(told.signed) == 1 else 'Roadmaps were'} signed with {names}.")
    return cut(" ".join(texts), SUMMARY) or "What was looked at in this period, and what comes next."


def body(told: Gathered) -> str:
    """Markdown with figures as {code}. A part of which nothing is known is left out, not filled with words."""
    lines: list[str] = []

    def part(head: str, content: list[str]) -> None:
        if content:
            lines.extend([f"## {head}", "", *content, ""])

    delivered = [_session(one, told) for one in told.sessions]
    if told.figure("sessions"):
        opening = "{trained} people took part in {sessions} training " + ("session." if len(told.sessions) == 1 else "sessions.")
        least = f" Of those from countries with at least {spelled(training.LEAST)} people there, {{passed}} passed." if told.figure("passed") else ""
        delivered = [opening + least, "", *delivered]
    part("Training", delivered)
    part("Meetings", [_event(one, told) for one in told.events])
    part("Roadmaps", _roadmaps(told))
    if told.figure("interpreted"):
        part("Interpreters", ["Of the interpreting that was asked of the regional pool in whole months of the period, {interpreted} sessions were held."])
    part("Who worked with whom", [f"- {one}" for one in _together(told)])
    part("Why it matters", [f"- {one}" for one in _matters(told)])
    part("What comes next", _next(told))
    part("Links", ["- [Public events as a calendar](/events/public.ics)"] if told.next_events else [])
    return cut("\n".join(lines).strip(), BODY) or "Nothing was delivered in this period."


def words(told: Gathered) -> dict[str, str]:
    """Title, summary and body, in English."""
    with override("en"):
        return {"title": title(told), "summary": summary(told), "body": body(told)}
