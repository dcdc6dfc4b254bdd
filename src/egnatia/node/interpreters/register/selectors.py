"""What can be seen of the register, and what of it the pool is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.exchange import signing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import countries, languages, pool
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.subjects import Row, Section
from egnatia.node.interpreters import zone
from egnatia.node.interpreters.models import Conflict, Direction, Heard, Hours, Interpreter, Premises, Remark, Skill

# Vetting that ends this soon is shown first.
SOON = timedelta(days=30)


def of(case: CaseFile) -> Interpreter:
    return Interpreter.objects.select_related("home").get(pk=case.pk)


def premises_choices() -> list[tuple[Any, Any]]:
    """Open premises of this node, by name; for every procedure that needs a room."""
    with seeing_all():
        return list(Premises.objects.filter(case__state="open").order_by("name").values_list("code", "name"))


def free_units() -> list[tuple[Any, Any]]:
    """Units of the kind “interpreter” that are nobody's queue yet."""
    with seeing_all():
        return list(Unit.objects.filter(kind=Unit.Kind.INTERPRETER, interpreter=None).order_by("name").values_list("code", "name"))


def skills(one: Interpreter) -> list[Skill]:
    return sorted(one.skill_set.all(), key=lambda each: languages.name(each.language))


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"language": [(each.language, languages.name(each.language)) for each in skills(of(case))]}


def known(case: CaseFile) -> dict[str, Any]:
    one = of(case)
    told = {name: getattr(one, name) for name in ("name", "email", "phone", "sex", "modes", "cents_an_hour")}
    return {**told, "home": one.home.code}


def known_premises(case: CaseFile) -> dict[str, Any]:
    one = Premises.objects.get(pk=case.pk)
    told = {name: getattr(one, name) for name in ("name", "latitude", "longitude", "rooms", "given_unasked")}
    return {**told, "opens": pool.clock(one.opens), "closes": pool.clock(one.closes)}


def known_vetting(case: CaseFile) -> dict[str, Any]:
    one = of(case)
    return {name: getattr(one, name) for name in ("oath_on", "conduct_on", "trained_on") if getattr(one, name)}


def offer() -> pool.Offer:
    """What the pool is told now: of those who are active, vetted and interpret both ways, under their references; no name, no contact, no conflict."""
    today = pool.now_here(moment.now())[0]
    with seeing_all():
        places = list(Premises.objects.filter(case__state="open"))
        homes = {one.pk for one in places}
        active = Interpreter.objects.filter(case__state="active", vetted_until__gte=today, skill__direction=Direction.BOTH).distinct().select_related("home")
        people = [one for one in active.prefetch_related("skill_set", "hours_set") if one.home_id in homes]
        return pool.Offer(
            sealing_key=signing.sealing_public(),
            premises=[_rooms(one, today) for one in places],
            interpreters=[_offered(one, today) for one in people],
        )


def _rooms(one: Premises, today: date) -> pool.Premises:
    """Opening hours in the pool's time, as its clock and this country's differ today."""
    hours = {"opens": zone.to_pool(today, one.opens), "closes": zone.to_pool(today, one.closes)}
    return pool.Premises(code=one.code, name=one.name, latitude=one.latitude, longitude=one.longitude, rooms=one.rooms, **hours)


def _offered(one: Interpreter, today: date) -> pool.Offered:
    coming = [each for each in one.hours_set.all() if today <= each.day <= today + pool.HOURS_AHEAD]
    assert one.vetted_until is not None
    assert one.oath_on is not None
    return pool.Offered(
        reference=one.reference,
        home=one.home.code,
        sex=pool.Sex(one.sex),
        skills=[pool.Skill(language=each.language, level=each.level) for each in one.skill_set.all() if each.direction == Direction.BOTH],
        modes=[pool.Mode(each) for each in one.modes],
        cents_an_hour=one.cents_an_hour,
        vetted_until=one.vetted_until,
        oath_on=one.oath_on,
        hours=[hours for each in sorted(coming, key=lambda each: each.day) if (hours := _hours(each)) is not None],
    )


def _hours(one: Hours) -> pool.Hours | None:
    begins, ends = zone.to_pool(one.day, one.begins), zone.to_pool(one.day, one.ends)
    return pool.Hours(day=one.day, begins=begins, ends=ends) if begins < ends else None


def register(actor: Actor) -> list[Interpreter]:
    """Everybody of the register, those whose vetting ends next first; who has none comes before them."""
    found = Interpreter.objects.exclude(case__state="ended").select_related("case", "home").prefetch_related("skill_set", "hours_set")
    return sorted(found, key=lambda one: (one.vetted_until is not None, one.vetted_until, one.name))


def vetting_ends() -> list[Interpreter]:
    """Of those who are active: vetting that is over or ends soon."""
    with seeing_all():
        return list(Interpreter.objects.filter(Q(vetted_until__lte=moment.today() + SOON), case__state="active").select_related("case"))


def premises(actor: Actor) -> list[Premises]:
    return list(Premises.objects.filter(case__state="open").select_related("case").order_by("name"))


def own(actor: Actor) -> Interpreter | None:
    """The profile of the interpreter who is signed in."""
    return Interpreter.objects.filter(unit=actor.unit).select_related("home", "case").first()


_signer = Signer(salt="egnatia.interpreting.calendar")


def calendar_key(one: Interpreter) -> str:
    """The address of somebody's calendar: it can be shown again, and ends with its version."""
    return _signer.sign(f"{one.pk}.{one.calendar}").replace(":", "~")


def by_calendar(key: str) -> Interpreter | None:
    try:
        told, version = _signer.unsign(key.replace("~", ":")).rsplit(".", 1)
        pk = UUID(told)
    except (BadSignature, ValueError):
        return None
    with seeing_all():
        return Interpreter.objects.filter(pk=pk, calendar=int(version), case__state__in=("active", "paused")).first()


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    about = [
        Row(_("Name"), one.name),
        Row(_("Number in the pool"), one.number or _("gets one from the pool")),
        Row(_("E-mail"), one.email or "–"),
        Row(_("Telephone"), one.phone or "–"),
        Row(_("The interpreter is"), pool.SEXES[pool.Sex(one.sex)]),
        Row(_("Premises next to them"), one.home.name),
        Row(_("How they work"), ", ".join(str(pool.MODES[pool.Mode(each)]) for each in one.modes)),
        Row(_("Rate"), f"EUR {one.cents_an_hour / 100:.2f} / h"),
    ]
    over = one.vetted_until is None or one.vetted_until < moment.today()
    vetting = [
        Row(_("Vetted until"), one.vetted_until or _("not vetted yet"), "warn" if over else "done"),
        Row(_("Oath and confidentiality signed on"), one.oath_on or "–"),
        Row(_("Code of conduct signed on"), one.conduct_on or "–"),
        Row(_("Training passed on"), one.trained_on or "–"),
    ]
    spoken = [
        Row(languages.name(each.language), f"{pool.LEVELS[each.level]} ({each.level}) · {each.get_direction_display()} · {each.tested_on}")
        for each in skills(one)
    ]
    hours = [
        Row(each.day, f"{pool.clock(each.begins)}–{pool.clock(each.ends)}")
        for each in Hours.objects.filter(interpreter=one, day__gte=moment.today()).order_by("day")[:14]
    ]
    remarks = [
        Row(f"{each.on} · {each.get_kind_display()}", f"{each.what} · {each.get_outcome_display()}")
        for each in Remark.objects.filter(interpreter=one).order_by("-on")
    ]
    heard = [
        Row(f"{each.on} · {countries.name(each.country)}", pool.COMPLAINTS[pool.Complaint(each.what)], "warn")
        for each in Heard.objects.filter(interpreter=one).order_by("-on")
    ]
    conflicts = [Row(each.declared_on, each.what) for each in Conflict.objects.filter(interpreter=one).order_by("declared_on")]
    return [
        Section(_("Profile"), about, _("Name and contact stay at this node: the pool knows number, languages and hours.")),
        Section(_("Vetting"), vetting),
        Section(_("Languages"), spoken),
        Section(_("Offered hours, the next two weeks"), hours),
        *([Section(_("Complaints of offices, as they came"), heard, _("Heard from both sides before anything comes of it."))] if heard else []),
        *([Section(_("Complaints and spot checks"), remarks)] if remarks else []),
        *([Section(_("Declared conflicts"), conflicts, _("They never leave this node."))] if conflicts else []),
    ]


def premises_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Premises.objects.get(pk=case.pk)
    rows = [
        Row(_("Code"), one.code),
        Row(_("Name and address"), one.name),
        Row(_("Rooms that can be used at once"), one.rooms),
        Row(_("Open"), f"{pool.clock(one.opens)}–{pool.clock(one.closes)}"),
        Row(_("A free room is given without asking"), _("yes") if one.given_unasked else _("no")),
    ]
    return [Section(_("Premises"), rows)]
