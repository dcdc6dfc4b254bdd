"""The directory as HSDS 3.0 (Human Services Data Specification, Open Referral) and back. A confidential service or place is in no export.

An exchange format for open directory data: it carries no referral and nobody who is helped. Identifiers are the entry's own UUIDs, so that they stay.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.countries import UnknownCode
from egnatia.kernel.engine.spec import clean
from egnatia.node.referral.models import Service, Status
from egnatia.node.referral.pathways import Help, Pathway

_NAMES = uuid.UUID("8a2f0a86-5ad2-4a55-9f0c-6b7fb1a0c0de")
_TAXONOMY = "Egnatia referral"
_PATHWAY, _HELP = "pathway", "help"


class NotHSDS(ValueError):
    """What was sent is no HSDS 3.0 service; the text says what to do."""


def exportable() -> Iterable[Service]:
    return Service.objects.filter(confidential=False, country="").exclude(status=Status.DEFUNCT).order_by("code")


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_NAMES, "|".join(parts)))


def service(one: Service) -> dict[str, Any]:
    """One service as the specification's ``service``: with its organisation, place, languages, telephone and kinds of help. Empty fields are left out.

    Raises ValueError for a confidential one: it is never made in the first place.
    """
    if one.confidential:
        raise ValueError("a confidential service is never exported")
    key, organisation = str(one.pk), _id("organization", one.organisation)
    address = {
        "id": _id("address", key),
        "address_1": one.address or one.place,
        "city": one.place,
        "state_province": "",
        "postal_code": "",
        "country": countries.alpha2(settings.EGNATIA_COUNTRY),
        "address_type": "physical",
    }
    location = {"id": _id("location", key), "location_type": "physical", "name": one.place, "addresses": [address]}
    told = {
        "id": key,
        "name": one.name,
        "alternate_name": one.code,
        "description": one.description,
        "url": one.website,
        "email": one.email,
        "status": one.status,
        "interpretation_services": one.interpretation,
        "application_process": one.how_to_apply,
        "fees_description": one.fees,
        "eligibility_description": one.eligibility,
        "minimum_age": one.minimum_age,
        "maximum_age": one.maximum_age,
        "assured_date": one.assured_on.isoformat() if one.assured_on else "",
        "organization": {"id": organisation, "name": one.organisation, "description": one.organisation},
        "service_at_locations": [{"id": _id("at", key), "location": location}],
        "languages": [{"id": _id("language", key, code), "name": languages.name(code), "code": code} for code in one.languages],
        "phones": [{"id": _id("phone", key), "number": one.phone}] if one.phone else [],
        "schedules": [{"id": _id("schedule", key), "description": one.hours}] if one.hours else [],
        "attributes": [_attribute(key, _PATHWAY, one.pathway), *(_attribute(key, _HELP, code) for code in one.helps)],
    }
    return {name: value for name, value in told.items() if value not in ("", None, [])}


def _attribute(key: str, kind: str, code: str) -> dict[str, Any]:
    """Health is a pathway and a kind of help: the code says which."""
    name = str(Pathway(code).label if kind == _PATHWAY else Help(code).label)
    term = {"id": _id("term", kind, code), "code": f"{kind}:{code}", "name": name, "description": name, "taxonomy": _TAXONOMY}
    return {"id": _id("attribute", key, kind, code), "link_id": key, "link_entity": "service", "taxonomy_term": term}


def export() -> list[dict[str, Any]]:
    return [service(one) for one in exportable()]


def _services(content: Any) -> list[Any]:
    if isinstance(content, dict) and isinstance(content.get("contents"), list):
        return list(content["contents"])  # a page of an HSDS API
    if isinstance(content, dict):
        return [content]
    if isinstance(content, list):
        return content
    raise NotHSDS(_("The file holds no service and no list of services."))


def read(file: bytes) -> list[tuple[str, dict[str, Any]]]:
    """(code, answers of the form) of each service. Raises NotHSDS."""
    try:
        content = clean(json.loads(file.decode("utf-8-sig")))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise NotHSDS(_("This is no JSON file in UTF-8.")) from None
    found = _services(content)
    if not 0 < len(found) <= 2000:
        raise NotHSDS(_("The file must hold between 1 and 2,000 services."))
    return [_entry(number, one) for number, one in enumerate(found, 1)]


def _entry(number: int, one: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(one, dict) or not all(isinstance(one.get(name), str) and one[name] for name in ("id", "name", "status")):
        raise NotHSDS(_("Service %(number)s of the file has no id, name or status: HSDS 3.0 requires them.") % {"number": number})
    if one["status"] not in Status:
        raise NotHSDS(_("Service %(number)s has a status that HSDS 3.0 does not know.") % {"number": number})
    terms = list(_terms(one))
    organisation = one.get("organization")
    place: Any = next(_places(one), None)
    entry = {
        "name": one["name"][:200],
        "organisation": _text(organisation, "name", 200) or one["name"][:200],
        "pathway": next((code for kind, code in terms if kind == _PATHWAY and code in Pathway), None),
        "helps": [code for kind, code in dict.fromkeys(terms) if kind == _HELP and code in Help] or [Help.OTHER],
        "place": _text(place, "city", 120) or "–",
        "address": _text(place, "address_1", 200),
        "description": _text(one, "description", 2000),
        "eligibility": _text(one, "eligibility_description", 500),
        "interpretation": _text(one, "interpretation_services", 200),
        "fees": _text(one, "fees_description", 200),
        "how_to_apply": _text(one, "application_process", 500),
        "email": _text(one, "email", 120),
        "website": _text(one, "url", 200),
        "minimum_age": one.get("minimum_age"),
        "maximum_age": one.get("maximum_age"),
        "languages": list(_spoken(one)),
        "phone": next((_text(each, "number", 40) for each in _list(one, "phones")), ""),
        "hours": next((_text(each, "description", 200) for each in _list(one, "schedules")), ""),
    }
    if entry["pathway"] is None:
        wanted = ", ".join(f"{_PATHWAY}:{code}" for code in Pathway.values)
        raise NotHSDS(_("Service %(number)s names no pathway: give it an attribute with one of the codes %(codes)s.") % {"number": number, "codes": wanted})
    own = _text(one, "alternate_name", 40).upper()
    code = own if own and all(each.isascii() and (each.isalnum() or each == "-") for each in own) else f"X-{one['id'][:36].upper()}"
    return code, entry


def _list(one: Any, name: str) -> list[Any]:
    found = one.get(name) if isinstance(one, dict) else None
    return found if isinstance(found, list) else []


def _text(one: Any, name: str, most: int) -> str:
    value = one.get(name) if isinstance(one, dict) else None
    return value[:most] if isinstance(value, str) else ""


def _places(one: Any) -> Iterator[Any]:
    for each in _list(one, "service_at_locations"):
        yield from _list(each.get("location") if isinstance(each, dict) else None, "addresses")


def _terms(one: Any) -> Iterator[tuple[str, str]]:
    for each in _list(one, "attributes"):
        term = each.get("taxonomy_term") if isinstance(each, dict) else None
        kind, _colon, code = _text(term, "code", 30).partition(":")
        yield kind, code


def _spoken(one: Any) -> Iterator[str]:
    for each in _list(one, "languages"):
        try:
            yield languages.code(_text(each, "code", 10))
        except UnknownCode:
            continue
