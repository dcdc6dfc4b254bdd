"""The exchange by hand.

Node: send · write FOLDER · receipts FOLDER. Hub: read FOLDER. Both: public-key · trust PARTY KEY.
"""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.exchange import inbox, outbox, signing
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Outgoing

_NAME = re.compile(r"^([A-Z]{3})-(\d{6,})\.egn$")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["send", "write", "receipts", "read", "public-key", "trust"])
        parser.add_argument("arguments", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        needed = {"write": 1, "receipts": 1, "read": 1, "trust": 2}.get(options["what"], 0)
        if len(options["arguments"]) != needed:
            raise CommandError(f"exchange {options['what']} takes {needed} further argument(s); see --help")
        getattr(self, options["what"].replace("-", "_"))(*options["arguments"])

    def send(self) -> None:
        self.stdout.write(f"{outbox.send_all()} sent and receipted, {Outgoing.objects.filter(closed_at=None).count()} still open")

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
            row = Outgoing.objects.filter(sequence=int(file.stem.split("-")[1])).first()
            if row is None:
                raise CommandError(f"{file.name}: this node sent no such number")
            try:
                self.stdout.write(f"{file.name}: {outbox.take_receipt(row, file.read_bytes()).content['status']}")
            except BadEnvelope as problem:
                raise CommandError(f"{file.name}: {problem.why}") from None

    def public_key(self) -> None:
        self.stdout.write(base64.b64encode(signing.own_public()).decode())

    def trust(self, party: str, key: str) -> None:
        try:
            self.stdout.write(f"trusted: {signing.trust(party.upper(), base64.b64decode(key, validate=True))}")
        except (ValueError, binascii.Error) as problem:
            raise CommandError(f"that is no public key: {problem}") from None
