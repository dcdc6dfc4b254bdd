"""The exchange by hand.

Node: send · fetch · receipts FOLDER · peer PARTY ADDRESS SEALING_KEY. Both: read FOLDER · write FOLDER · public-key · sealing-key · trust PARTY KEY.
"""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.exchange import fetching, inbox, outbox, signing
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Outgoing, Peer
from egnatia.kernel.codes import countries

_NAME = re.compile(r"^([A-Z]{3})-(\d{6,})\.egn$")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["send", "fetch", "write", "receipts", "read", "public-key", "sealing-key", "trust", "peer"])
        parser.add_argument("arguments", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        needed = {"write": 1, "receipts": 1, "read": 1, "trust": 2, "peer": 3}.get(options["what"], 0)
        if len(options["arguments"]) != needed:
            raise CommandError(f"exchange {options['what']} takes {needed} further argument(s); see --help")
        getattr(self, options["what"].replace("-", "_"))(*options["arguments"])

    def send(self) -> None:
        self.stdout.write(f"{outbox.send_all()} sent and receipted, {Outgoing.objects.filter(closed_at=None).count()} still open")

    def fetch(self) -> None:
        self.stdout.write(f"{fetching.fetch_all()} taken from the hub")

    def write(self, folder: str) -> None:
        for file in outbox.write_files(Path(folder)):
            self.stdout.write(str(file))

    def read(self, folder: str) -> None:
        for file in sorted(Path(folder).glob("*.egn")):
            match = _NAME.match(file.name)
            if not match:
                self.stderr.write(f"{file.name}: the name is not COUNTRY-NUMBER.egn; left alone")
                continue
            receipt = inbox.receive(match[1], int(match[2]), file.read_bytes())
            file.with_suffix(".receipt").write_bytes(receipt.data)
            self.stdout.write(f"{file.name}: {receipt.content['status']} {'; '.join(receipt.content['reasons'])}")

    def receipts(self, folder: str) -> None:
        for file in sorted(Path(folder).glob(f"{signing.party()}-*.receipt")):
            # A folder with the name of a peer holds the peer's receipts, as it was written.
            to = folder_of if (folder_of := file.parent.name) in countries.SEVEN else signing.HUB
            row = Outgoing.objects.filter(to=to, sequence=int(file.stem.split("-")[1])).first()
            if row is None:
                raise CommandError(f"{file.name}: this node sent no such number")
            try:
                self.stdout.write(f"{file.name}: {outbox.take_receipt(row, file.read_bytes()).content['status']}")
            except BadEnvelope as problem:
                raise CommandError(f"{file.name}: {problem.why}") from None

    def public_key(self) -> None:
        self.stdout.write(base64.b64encode(signing.own_public()).decode())

    def sealing_key(self) -> None:
        self.stdout.write(signing.sealing_public())

    def peer(self, party: str, address: str, key: str) -> None:
        if party.upper() not in countries.SEVEN or not signing.is_recipient(key) or not address.startswith(("https://", "http://127.0.0.1")):
            raise CommandError("a peer is one of the seven, with an https address and a public key of age: see its exchange sealing-key")
        Peer.objects.update_or_create(party=party.upper(), defaults={"address": address, "sealing_key": key})
        self.stdout.write(f"{party.upper()}: {address}")

    def trust(self, party: str, key: str) -> None:
        try:
            self.stdout.write(f"trusted: {signing.trust(party.upper(), base64.b64decode(key, validate=True))}")
        except (ValueError, binascii.Error) as problem:
            raise CommandError(f"that is no public key: {problem}") from None
