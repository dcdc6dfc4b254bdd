"""Units and accounts of a demonstration. Their password is known: they exist only where EGNATIA_DEMO is set."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.hashers import make_password

from egnatia.exchange.models import Peer
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.training import Module
from egnatia.kernel.codes.countries import name
from egnatia.kernel.codes.template import section
from egnatia.kernel.models import Authority, Training, Unit, User
from egnatia.overlays.loader import overlay
from egnatia.staff.actions import administration

_POINTS = {
    "SRB": ("Preševo", "Dimitrovgrad"),
    "MKD": ("Gevgelija", "Tabanovce"),
    "ALB": ("Kakavia", "Qafë Thanë"),
    "BIH": ("Zvornik", "Vardište"),
    "XKX": ("Vërmicë", "Hani i Elezit"),
    "MNE": ("Božaj", "Kula"),
    "TUR": ("Pazarkule", "Kapıkule"),
}


def _authority(kind: str) -> str:
    return Authority.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY, kind=kind).values_list("name", flat=True).first() or kind.title()


def _unit(code: str, label: str, kind: Unit.Kind, border: str = "") -> Unit:
    return Unit.objects.update_or_create(code=code, defaults={"name": label, "kind": kind, "border_section": border})[0]


def make() -> None:
    """Create what is missing. Safe to run again."""
    if not settings.EGNATIA_DEMO:
        raise RuntimeError("demonstration accounts exist in demonstrations only")
    if settings.EGNATIA_ROLE == "hub":
        _account("analyst", "Regional analyst", _unit("HUB", "Regional hub", Unit.Kind.HUB), Role.ANALYST)
        for username in ("programme", "programme2"):
            _account(username, "Programme officer", Unit.objects.get(code="HUB"), Role.PROGRAMME_OFFICER)
        _account("pool", "Coordinator of the interpreter pool", Unit.objects.get(code="HUB"), Role.POOL_COORDINATOR)
        for code in ("FRONTEX", "EUAA", "IOM", "UNHCR"):
            office = _unit(code, f"{code} (partner of the programme)", Unit.Kind.PROGRAMME_PARTNER)
            for which in ("", "2"):
                _account(f"{code.lower()}{which}", f"Officer of {code}{' (second)' if which else ''}", office, Role.PROGRAMME_PARTNER)
        _administrators()
        from egnatia.hub.mechanism import demo

        demo.publish(*_officers())
        return
    borders = overlay(settings.EGNATIA_COUNTRY).borders
    first, second = (
        _unit(f"BCP-{number}", f"{place} ({name(border.split('-')[1])})", Unit.Kind.BORDER, section(*border.split("-")))
        for number, (place, border) in enumerate(zip(_POINTS[settings.EGNATIA_COUNTRY], borders, strict=False), 1)
    )
    asylum = _unit("ASYLUM", _authority("ASYLUM"), Unit.Kind.ASYLUM)
    foreigners = _unit("FOREIGNERS", _authority("RETURN"), Unit.Kind.RETURN)
    _unit("LIAISON", "Liaison with other states", Unit.Kind.OTHER_STATE)
    social = _unit("SOCIAL-WORK", _authority("PROTECTION"), Unit.Kind.PROTECTION)
    reception = _unit("RECEPTION", _authority("RECEPTION"), Unit.Kind.RECEPTION)
    integration = _unit("INTEGRATION", _authority("INTEGRATION"), Unit.Kind.INTEGRATION)
    coordination = _unit("COORDINATION", "Coordination of the referral mechanism", Unit.Kind.COORDINATION)
    voluntary = _unit("AVRR", "Assisted voluntary return and reintegration", Unit.Kind.VOLUNTARY_RETURN)
    partner = _unit("PARTNER", "SYNTHETIC reintegration partner", Unit.Kind.PARTNER)
    statistics = _unit("STATISTICS", "Statistics and analysis unit", Unit.Kind.STATISTICS)
    _account("officer", "Border police, screening", first, Role.BORDER_OFFICER, Role.SCREENING_OFFICER)
    _account("shift", "Shift leader, border police", first, Role.BORDER_OFFICER)
    _account("medic", "Medical staff at the border", first, Role.MEDICAL_STAFF)
    _account("protection", "Protection and child protection officer", first, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER)
    _account("officer2", "Border police, screening (another unit)", second, Role.BORDER_OFFICER, Role.SCREENING_OFFICER)
    _account("shift2", "Shift leader, border police (another unit)", second, Role.BORDER_OFFICER)
    _account("medic2", "Medical staff (another unit)", second, Role.MEDICAL_STAFF)
    _account("protection2", "Protection officer (another unit)", second, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER)
    _account("asylum", "Registration and asylum caseworker", asylum, Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER)
    _account("asylum2", "Asylum caseworker, second officer", asylum, Role.ASYLUM_CASEWORKER)
    _account("foreigners", "Return officer", foreigners, Role.RETURN_OFFICER)
    _account("foreigners2", "Return officer (second)", foreigners, Role.RETURN_OFFICER)
    _account("monitor", "Monitor of forced returns", _unit("MONITOR", _authority("MONITOR"), Unit.Kind.MONITOR), Role.RETURN_MONITOR)
    _account("reception", "Reception officer", reception, Role.RECEPTION_OFFICER)
    _account("reception2", "Reception officer (second)", reception, Role.RECEPTION_OFFICER)
    _account("integration", "Integration officer", integration, Role.INTEGRATION_OFFICER)
    _account("social", "Social worker, guardianship", social, Role.SERVICE_PROVIDER, Role.CHILD_PROTECTION_OFFICER)
    _account("coordinator", "Coordinator of the referral mechanism", coordination, Role.REFERRAL_COORDINATOR)
    _account(
        "interpreters", "Coordinator of interpreters", _unit("INTERPRETING", "Interpreting service", Unit.Kind.INTERPRETING), Role.INTERPRETING_COORDINATOR
    )
    for number in (1, 2):
        _account(
            f"interpreter{number}",
            f"SYNTHETIC interpreter {number}",
            _unit(f"INTERPRETER-{number}", f"Interpreter {number} (own queue)", Unit.Kind.INTERPRETER),
            Role.INTERPRETER,
        )
    _account("training", "Coordinator of training", _unit("TRAINING", "Training of staff", Unit.Kind.TRAINING), Role.TRAINING_COORDINATOR)
    _account("counsellor", "Counsellor for voluntary return", voluntary, Role.RETURN_COUNSELLOR)
    _account("counsellor2", "Counsellor for voluntary return (second)", voluntary, Role.RETURN_COUNSELLOR)
    _account("partner", "Reintegration partner", partner, Role.REINTEGRATION_PARTNER)
    _account("guardian", "Guardian of children", _unit("GUARDIAN-1", "Guardian of children (own queue)", Unit.Kind.GUARDIAN), Role.GUARDIAN)
    _account("statistician", "Statistician", statistics, Role.STATISTICIAN)
    for username in ("legal", "legal2"):
        _account(username, "Legal officer (law and time limits)", _unit("LEGAL", "Legal service", Unit.Kind.LEGAL), Role.LEGAL_OFFICER)
    _account("dpo", "Data protection officer", _unit("DATA-PROTECTION", "Data protection officer", Unit.Kind.DATA_PROTECTION), Role.DATA_PROTECTION_OFFICER)
    _account("approver", "Approver of releases", statistics, Role.RELEASE_APPROVER, Role.STATISTICIAN)
    for username in ("protection", "protection2", "social"):
        _trained(username, *Module)
    for username in ("asylum", "asylum2"):
        _trained(username, Module.INTERVIEW, Module.VULNERABLE, Module.CHILDREN)
    for username, spoken in (("asylum", ["eng", "arb"]), ("asylum2", ["eng", "prs", "tur"])):
        User.objects.filter(username=username, languages=[]).update(languages=spoken)
    _administrators()
    _directory()


def teach() -> None:
    """What the hub's training shows: once the first modules are drafted."""
    from egnatia.hub.training import demo

    demo.make(*_officers())


def plan() -> None:
    """What the hub's roadmaps and the programme show: once the institutions of the programme are on the list."""
    from egnatia.hub.programme import demo as programme
    from egnatia.hub.roadmaps import demo as roadmaps
    from egnatia.hub.updates import demo as updates

    partners = {code: _officers(code.lower()) for code in roadmaps.PARTNERS}
    for one in (roadmaps, programme, updates):
        one.make(_officers()[0], partners)


def _officers(name: str = "programme") -> tuple[Actor, Actor]:
    first, second = (actor_of(User.objects.select_related("unit").get(username=one), confirmed_at=moment.now()) for one in (name, f"{name}2"))
    return first, second


def _trained(username: str, *modules: Module) -> None:
    told = {"passed_on": moment.today(), "noted_by": "SYNTHETIC"}
    for one in modules:
        Training.objects.get_or_create(user=User.objects.get(username=username), module=one, defaults=told)


# Code, name, pathway, kinds of help, the unit that answers, confidential, places. One service has neither an account nor a key.
_SERVICES: tuple[tuple[str, str, str, tuple[str, ...], str, bool, int | None], ...] = (
    ("SOCIAL-WORK", "SYNTHETIC centre for social work", "CHILD", ("CHILD_CARE", "TRACING", "SAFETY"), "SOCIAL-WORK", False, 20),
    ("SHELTER", "SYNTHETIC safe house", "TRAFFICKING", ("SAFETY", "WOMEN"), "SOCIAL-WORK", True, 8),
    ("COUNSELLING", "SYNTHETIC psychosocial counselling", "TORTURE", ("PSYCHOSOC",), "SOCIAL-WORK", False, None),
    ("HEALTH-CENTRE", "SYNTHETIC health centre", "HEALTH", ("HEALTH",), "SOCIAL-WORK", False, None),
    ("NATIONALITY", "SYNTHETIC help for stateless persons", "STATELESS", ("DOCUMENTS", "LEGAL"), "SOCIAL-WORK", False, None),
    ("LEGAL-AID", "SYNTHETIC legal aid", "LEGAL_AID", ("LEGAL",), "", False, None),
    ("HOUSING", "SYNTHETIC reception centres", "RECEPTION", ("HOUSING", "ITEMS", "FOOD"), "RECEPTION", False, None),
    ("LIVING-HERE", "SYNTHETIC integration office", "INTEGRATION", ("LIVELIHOOD", "HOUSING"), "INTEGRATION", False, None),
    ("RETURN-HELP", "SYNTHETIC counselling on voluntary return", "AVRR", ("RETURN",), "AVRR", False, None),
    ("ASYLUM-OFFICE", "SYNTHETIC asylum office", "ASYLUM", ("LEGAL",), "ASYLUM", False, None),
)
_LISTED = uuid.UUID("4b0e7d0a-53b4-4f0b-9c43-7b6a4c7a1f10")


def _directory() -> None:
    """A directory to refer to."""
    from egnatia.node.referral.directory.actions import list_service
    from egnatia.node.referral.models import Service

    coordinator = actor_of(User.objects.select_related("unit").get(username="coordinator"))
    known = set(Service.objects.values_list("code", flat=True))
    for code, label, pathway, helps, unit, confidential, places in _SERVICES:
        if code not in known:
            told = {"code": code, "name": label, "organisation": label, "pathway": pathway, "helps": helps, "unit": unit}
            more = {"confidential": confidential, "places": places, "place": "SYNTHETIC town"}
            list_service({**told, **more}, actor=coordinator, key=uuid.uuid5(_LISTED, code))
    for peer in Peer.objects.exclude(party__in=Service.objects.filter(peer=True).values("country")):
        label = f"SYNTHETIC coordination in {name(peer.party)}"
        told = {"code": f"COORDINATION-{peer.party}", "name": label, "organisation": label, "pathway": "HEALTH", "helps": ["HEALTH", "PSYCHOSOC"]}
        abroad = {"country": peer.party, "peer": True, "place": name(peer.party)}
        list_service({**told, **abroad}, actor=coordinator, key=uuid.uuid5(_LISTED, peer.party))


def _administrators() -> None:
    """Two: what one proposes, the other grants."""
    for username in ("admin", "admin2"):
        _account(username, "Administrator (no access to persons)", administration(), Role.ADMINISTRATOR)


_known: dict[str, str] = {}


def _account(username: str, display_name: str, unit: Unit, *roles: Role) -> None:
    if "hash" not in _known:
        # One hash for all of them: the password is public, and a start should not wait for twelve of them.
        _known["hash"] = make_password(settings.EGNATIA_DEMO_PASSWORD)
    fields = {"display_name": display_name, "unit": unit, "roles": list(roles), "demo": True, "is_active": True}
    User.objects.get_or_create(username=username, defaults={**fields, "password": _known["hash"]})
