"""Make a deployment ready, as the owner role: keys, migrations, rights of the app role, law tables; accounts of a demonstration. Safe to run again."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from psycopg import sql

from egnatia.exchange import signing
from egnatia.exchange.models import Peer
from egnatia.kernel.store import keys
from egnatia.overlays import loader
from egnatia.staff.actions import take_on_record

# Rows that are only ever added: the app role cannot change or remove them.
APPEND_ONLY = {
    "kernel_accesslog",
    "kernel_event",
    "kernel_gaterecord",
    "people_claimedidentity",
    "rights_erasure",
    "exchange_incoming",
    "exchange_alarm",
    "returns_observation",
    "returns_monitorkey",
    "returns_notice",
    "statistics_revision",
    "statistics_observation",
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--trust", nargs="*", default=[], metavar="PARTY=FILE", help="trust another party's public key, from a file that it writes")

        parser.add_argument("--peer", nargs="*", default=[], metavar="PARTY=ADDRESS@FILE", help="another node: its address, and its sealing key from a file")

    def handle(self, *args: Any, **options: Any) -> None:
        make_keys()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable")
        if settings.EGNATIA_APP_ROLE:
            grant_rights(settings.EGNATIA_APP_ROLE)
        loader.seed()
        if settings.IS_NODE:
            from egnatia.node.interop import profiles
            from egnatia.node.returns.readmission import loading

            profiles.seed()
            loading.seed()
        for one in options["trust"]:
            party, _equals, file = one.partition("=")
            signing.trust(party, _wait_for(Path(file)))
        for one in options["peer"]:
            party, _equals, told = one.partition("=")
            address, _at, file = told.partition("@")
            Peer.objects.update_or_create(party=party, defaults={"address": address, "sealing_key": _wait_for(Path(file)).decode()})
        if settings.EGNATIA_DEMO:
            from egnatia.conf import demo_accounts

            demo_accounts.make()
        if settings.IS_NODE:
            from egnatia.node.information.actions import take_all_shipped

            take_all_shipped()
        else:
            from egnatia.hub.logframe.parties import actions as parties
            from egnatia.hub.programme.contracts import actions as contracts
            from egnatia.hub.roadmaps import actions as roadmaps
            from egnatia.hub.training import actions as training

            training.seed()
            parties.seed()
            roadmaps.seed()
            contracts.seed()
            if settings.EGNATIA_DEMO:
                demo_accounts.teach()
                demo_accounts.plan()
        take_on_record()


def make_keys() -> None:
    """Keys that are missing: the root key, Django's secret, the signing key and its public half. None is ever replaced."""
    folder = settings.EGNATIA_DATA / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.EGNATIA_ROOT_KEY.exists():
        keys.make_root_key(settings.EGNATIA_ROOT_KEY)
    secret = folder / "django.key"
    if not secret.exists():
        handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    if not signing.key_file().exists():
        signing.make_key(signing.key_file())
    if not signing.sealing_file().exists():
        signing.make_sealing_key(signing.sealing_file())
    for name in ("documents", "badges"):
        if not (folder / f"{name}.key").exists():
            signing.make_key(folder / f"{name}.key")
    (folder / "documents.pub").write_bytes(signing.public_of(folder / "documents.key"))
    for name, content in (("sealing.pub", signing.sealing_public().encode()), ("signing.pub", signing.own_public())):
        partly = folder / f"{name}.part"
        partly.write_bytes(content)
        partly.rename(folder / name)


def grant_rights(role: str) -> None:
    """What the app role may do: read and write rows, never tables; only add where rows are evidence."""
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
        ):
            cursor.execute(sql.SQL(statement).format(name))
        if settings.IS_NODE:
            cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION rights_erase_case(uuid), rights_erase_person(uuid) TO {}").format(name))
        for table in APPEND_ONLY & set(connection.introspection.table_names(cursor)):
            cursor.execute(sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), name))


def _wait_for(file: Path, seconds: float = 60) -> bytes:
    end = time.monotonic() + seconds
    while not file.exists():
        if time.monotonic() > end:
            raise CommandError(f"{file} did not appear: is the other deployment being prepared?")
        time.sleep(0.1)
    return file.read_bytes()
