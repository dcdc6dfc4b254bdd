"""The deployments of a demonstration: a hub and national nodes, each with its own database, roles, keys and port."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from tools.steps import ROOT, STATE

COUNTRIES = {
    "ALB": "Albania",
    "BIH": "Bosnia and Herzegovina",
    "XKX": "Kosovo*",
    "MNE": "Montenegro",
    "MKD": "North Macedonia",
    "SRB": "Serbia",
    "TUR": "Türkiye",
}
SHORT = {"AL": "ALB", "BA": "BIH", "XK": "XKX", "ME": "MNE", "MK": "MKD", "RS": "SRB", "TR": "TUR"}


def with_database(url: str, database: str, user: str | None = None) -> str:
    """The same server, another database (and user): works for socket and for TCP addresses."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    netloc = parts.netloc
    if user is not None:
        netloc, query["user"] = netloc.rpartition("@")[2], user
    return f"{parts.scheme}://{netloc}/{database}?{urlencode(query, safe='/')}"


@dataclass(frozen=True)
class Deployment:
    """One running Egnatia: role 'hub' or 'node', its country, its port, and the server that holds its database."""

    role: str
    country: str
    port: int
    server: str
    home: Path
    hub_port: int
    prefix: str = "egnatia"

    @property
    def name(self) -> str:
        return "hub" if self.role == "hub" else self.country.lower()

    @property
    def title(self) -> str:
        return "Regional hub" if self.role == "hub" else f"National node · {COUNTRIES[self.country]}"

    @property
    def database(self) -> str:
        return f"{self.prefix}_{self.name}"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def data(self) -> Path:
        return self.home / self.name

    def env(self, *, owner: bool = False) -> dict[str, str]:
        """Environment of a process of this deployment; ``owner`` for migrations alone."""
        role = f"{self.database}_{'owner' if owner else 'app'}"
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "egnatia.conf.settings",
            "PYTHONDONTWRITEBYTECODE": "",
            "EGNATIA_ROLE": self.role,
            "EGNATIA_COUNTRY": self.country,
            "EGNATIA_DATA": str(self.data),
            "EGNATIA_DEMO": "1",
            "DATABASE_URL": with_database(self.server, self.database, role),
            "EGNATIA_APP_ROLE": f"{self.database}_app",
            "EGNATIA_ADDRESS": self.address,
            "EGNATIA_HUB_URL": f"http://127.0.0.1:{self.hub_port}",
        }


def region(server: str, *, countries: list[str], port_base: int = 8000, home: Path = STATE / "deployments") -> list[Deployment]:
    """The hub on ``port_base`` and a node for each country on the ports after it."""
    hub = Deployment("hub", "", port_base, server, home, port_base)
    return [hub, *(Deployment("node", code, port_base + 1 + index, server, home, port_base) for index, code in enumerate(countries))]
