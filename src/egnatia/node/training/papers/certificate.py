"""The certificate with its name, and a square that leads to the hub's page; the name is checked there without being sent there."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from egnatia.kernel import pdf
from egnatia.kernel.codes import countries, languages
from egnatia.node.training.models import Nomination
from egnatia.node.training.selectors import check_address, title_of

_HERE = Path(__file__).parent


def make(one: Nomination) -> bytes:
    """PDF. Whether it is a demonstration's can be read from the name: SYNTHETIC."""
    session = one.session
    data = {
        "title": _("Certificate"),
        "kicker": _("Regional training on protection-sensitive migration management"),
        "name": one.name,
        "passed": _("has passed"),
        "module": title_of(session.module),
        "rows": [
            [_("Module"), f"{session.module}, {_('version')} {one.version}"],
            [_("Session"), f"{session.number}, {session.place}, {countries.name(session.country)}"],
            [_("Language"), languages.name(session.language)],
            [_("Issued on"), str(one.certified_on)],
            [_("Code"), one.code],
        ],
        "revoked": _("Revoked") if one.revoked_on else "",
        "check": _("To check it, read the square, or open this page and compare:"),
        "address": one.address,
        "square": pdf.square(check_address(one)),
        "square_says": _("Square with the address of the page where this certificate can be checked"),
        "synthetic": "SYNTHETIC" if "SYNTHETIC" in one.name else "",
        "footnote": str(countries.KOSOVO_FOOTNOTE),
    }
    return pdf.make(_HERE / "certificate.typ", data)
