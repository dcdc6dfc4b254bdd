"""From what was gathered to words: sentences that name who did what with whom, where, and what came of it. An editor finishes them."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from egnatia.hub.roadmaps.models import Review
from egnatia.hub.training.models import Module, TrainingSession
from egnatia.hub.updates.events.selectors import organisers, where
from egnatia.hub.updates.models import Conclusion, Event
from egnatia.hub.updates.posts.gathering import Gathered
from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.codes import countries

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spelled(number: int, capital: bool = False) -> str:
    """Small numbers as words, as people write them."""
    text = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return text.capitalize() if capital else text


def _of(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"


def listed(names: list[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def day(one: date) -> str:
    return date_format(one, "j F")


def span(first: date, last: date) -> str:
    """“September to November 2026”, or days where months are not whole."""
    if first.year != last.year:
        return f"{date_format(first, 'F Y')} to {date_format(last, 'F Y')}"
    if first.month == last.month:
        return date_format(first, "F Y")
    return f"{date_format(first, 'F')} to {date_format(last, 'F Y')}"


def _session(one: TrainingSession, told: Gathered) -> str:
    rows = [each for each in one.attendance_set.all() if each.attended]
    people = sum(each.attended for each in rows)
    from_where = listed([str(countries.name(each.country)) for each in sorted(rows, key=lambda each: -each.attended)])
    title = told.titles.get(one.module, one.module)
    when = day(one.week) if one.week else ""
    who = f"{spelled(people, capital=True)} {'person' if people == 1 else 'people'} from {from_where}" if rows else "A group"
    kind = "a training of trainers on" if one.is_regional else "a course on"
    return f"- {who} took {kind} *{title}* in {one.place}, in the week of {when}."


def _event(one: Event) -> list[str]:
    came = [each for each in one.delegations.all() if each.came]
    people = sum(each.came or 0 for each in came)
    start = timezone.localtime(one.starts).date()
    kind = str(one.get_kind_display()).lower()
    place = f"{where(one)} on {day(start)}: {one.title}."
    if people:
        lines = [f"- {organisers(one)} brought {spelled(people)} people from {spelled(len(came))} institutions together for a {kind} in {place}"]
    else:
        lines = [f"- {organisers(one)} held a {kind} in {place}"]
    done = [each for each in one.conclusions.all()]
    if done:
        lines.append(f"  It ended with {_conclusions(done)}.")
    return lines


def _conclusions(found: list[Conclusion]) -> str:
    return listed([f"“{each.text.rstrip('.')}” ({each.owner.code}, by {day(each.due)})" for each in found[:3]])


def _matters(told: Gathered) -> list[str]:
    reasons = list(dict.fromkeys(one.matters.strip() for one in told.events if one.matters.strip()))
    with seeing_all():
        modules = {one.code: one for one in Module.objects.filter(code__in={each.module for each in told.sessions}, case__state="published")}
    for code, module in modules.items():
        outcome = (module.outcomes if isinstance(module.outcomes, list) else str(module.outcomes).splitlines())[:1]
        if outcome and str(outcome[0]).strip():
            reasons.append(f"Whoever passes *{told.titles.get(code, code)}* {str(outcome[0]).strip()[0].lower()}{str(outcome[0]).strip()[1:].rstrip('.')}.")
    return reasons


def _next(told: Gathered) -> list[str]:
    found = []
    for one in told.next_events:
        found.append(f"- {day(timezone.localtime(one.starts).date())}: {one.title}, {where(one)} ({organisers(one)}).")
    for each in told.next_sessions:
        title = told.titles.get(each.module, each.module)
        found.append(f"- From {day(each.week or each.monday)}: *{title}* in {each.place}{', places are open' if each.case.state == 'open' else ''}.")
    return found


def _together(told: Gathered) -> list[str]:
    pairs = [f"{organisers(one)} ({one.topic.lower()})" for one in told.events if one.organisers.count() + bool(one.others) > 1]
    plans = [f"{one.framework.lead.code} with {countries.name(one.country)}" for one in told.signed]
    return list(dict.fromkeys([*pairs, *plans]))


def title(told: Gathered) -> str:
    """What stands out, not what it is called."""
    parts = []
    if (trained := told.figure("trained")) and trained.value:
        parts.append(f"{trained.value} people trained")
    if told.events:
        parts.append(f"{told.events[-1].topic.lower()} in {told.events[-1].place or 'an online meeting'}")
    elif told.signed:
        parts.append(f"a roadmap with {countries.name(told.signed[0].country)}")
    head = listed(parts)
    return f"{span(told.first, told.last)}: {head}"[:160] if head else f"{span(told.first, told.last)}: what comes next"


def summary(told: Gathered) -> str:
    texts = []
    if (sessions := told.figure("sessions")) and (trained := told.figure("trained")):
        held = f"{spelled(sessions.value, capital=True)} training {_of(sessions.value, 'session')}"
        texts.append(f"{held} reached {trained.value} people in {len(trained.rows)} countries.")
    if told.events:
        met = f"{spelled(len(told.events), capital=True)} {_of(len(told.events), 'meeting')}"
        texts.append(f"{met} brought institutions of the region together.")
    if told.signed:
        texts.append(f"Roadmaps were signed with {listed([str(countries.name(one.country)) for one in told.signed])}.")
    return " ".join(texts)[:400] or "Nothing was delivered in this period; this is what is planned."


def body(told: Gathered) -> str:
    """Markdown with figures as {code}. A part of which nothing is known is left out, not filled with words."""
    lines: list[str] = []

    def part(head: str, content: list[str]) -> None:
        if content:
            lines.extend([f"## {head}", "", *content, ""])

    delivered = [_session(one, told) for one in told.sessions]
    if told.figure("sessions"):
        tail = " {passed} of them passed." if told.figure("passed") else ""
        delivered = ["{trained} people took part in {sessions} training " + ("session." if len(told.sessions) == 1 else "sessions.") + tail, "", *delivered]
    part("Training", delivered)
    part("Meetings", [line for one in told.events for line in _event(one)])
    plans = []
    for one in told.signed:
        plan = one.framework
        plans.append(f"- {plan.lead.code} and {countries.name(one.country)} signed *{plan.title}* on {day(plan.signed_on or told.first)}.")
    kinds = {Review.Kind.QUARTERLY: "a quarterly update", Review.Kind.STEERING: "its steering committee", Review.Kind.MID_TERM: "a mid-term review"}
    plans += [f"- *{each.roadmap.framework.title}* was looked at by {kinds[Review.Kind(each.kind)]} on {day(each.on)}." for each in told.reviews]
    part("Roadmaps", plans)
    if figure := told.figure("interpreted"):
        part("Interpreters", [f"Of {figure.of} sessions of interpreting that were asked of the regional pool, {{interpreted}} were held."])
    part("Who worked with whom", [f"- {one}" for one in _together(told)])
    part("Why it matters", [f"{one}\n" for one in _matters(told)])
    part("What comes next", _next(told))
    return "\n".join(lines).strip() or "Nothing was delivered in this period."


def words(told: Gathered) -> dict[str, str]:
    """Title, summary and body, in English."""
    with override("en"):
        return {"title": title(told), "summary": summary(told), "body": body(told)}
