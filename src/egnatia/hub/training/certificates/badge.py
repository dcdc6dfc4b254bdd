"""A certificate as an Open Badges 3.0 credential (1EdTech; W3C Verifiable Credentials 2.0), signed as a JWT with Ed25519 (8.2.4), and its list of revoked ones.

Its subject is the reference of one place: two badges of one person cannot be put together by those who see them. The name is bound by a hash with a salt
that the hub never has (``kernel.codes.training.name_seal``).
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.urls import reverse
from jwt.algorithms import OKPAlgorithm

from egnatia.hub.training.models import Certificate, Module, Place
from egnatia.kernel import moment

_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# The least that W3C Bitstring Status List 1.0 allows, so that one certificate hides among many.
_BITS = 131_072
# A list that is older than this is not believed any more: an old copy must not bring a revoked certificate back to life.
FRESH = timedelta(days=7)
ISSUER = "Egnatia: regional training on protection-sensitive migration management"


def key_file() -> Path:
    return settings.EGNATIA_DATA / "keys" / "badges.key"


@cache
def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key_file().read_bytes())


def issuer() -> str:
    """The key as its own name (did:key, multicodec 0xed): whoever has the name can check what it signed, without asking anybody."""
    plain = b"\xed\x01" + _key().public_key().public_bytes_raw()
    number, text = int.from_bytes(plain, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = _ALPHABET[rest] + text
    return f"did:key:z{text}"


def _address(name: str, *args: Any) -> str:
    return settings.EGNATIA_ADDRESS.rstrip("/") + reverse(name, args=args)


def page(code: str) -> str:
    """Where anybody can check a certificate."""
    return _address("certificate", code)


def _at(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sign(body: dict[str, Any], subject: str, now: datetime) -> str:
    claims = {**body, "iss": issuer(), "jti": body["id"], "nbf": int(now.timestamp()), **({"sub": subject} if subject else {})}
    return jwt.encode(claims, _key(), algorithm="EdDSA", headers={"jwk": OKPAlgorithm.to_jwk(_key().public_key(), as_dict=True)})


def make(one: Certificate, module: Module, place: Place) -> str:
    """The signed badge of a certificate, as a compact JWT."""
    subject, status, now = f"urn:uuid:{place.reference}", _address("certificates_revoked"), moment.now()
    achievement: dict[str, Any] = {
        "id": f"urn:uuid:{module.pk}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": module.title,
        "description": f"{module.title}, version {module.version}: {module.target_group}",
        "criteria": {"narrative": "\n".join(module.outcomes)},
        "humanCode": module.code,
        "version": str(module.version),
    }
    if module.eqf:
        target = {"type": ["Alignment"], "targetCode": f"EQF {module.eqf}", "targetFramework": "European Qualifications Framework"}
        achievement["alignment"] = [
            {**target, "targetName": f"EQF level {module.eqf}", "targetUrl": "https://europass.europa.eu/en/description-eight-eqf-levels"}
        ]
    name = {"type": "IdentityObject", "hashed": True, "identityHash": f"sha256${place.name_seal}", "identityType": "name"}
    body = {
        "@context": _CONTEXT,
        "id": f"urn:uuid:{one.pk}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer(), "type": ["Profile"], "name": ISSUER, "url": settings.EGNATIA_ADDRESS},
        "validFrom": _at(now),
        "name": module.title,
        "credentialSubject": {"id": subject, "type": ["AchievementSubject"], "identifier": [name], "achievement": achievement},
        "credentialStatus": {
            "id": f"{status}#{one.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(one.index),
            "statusListCredential": status,
        },
    }
    return _sign(body, subject, now)


def revoked_list(indices: Iterable[int], issued: int) -> str:
    """The signed list of what was revoked of all that were issued (W3C Bitstring Status List 1.0), as a compact JWT; it holds for a week."""
    bits = bytearray((issued // _BITS + 1) * _BITS // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> (index % 8)
    encoded = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
    status, now = _address("certificates_revoked"), moment.now()
    body = {
        "@context": _CONTEXT[:1],
        "id": status,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer(),
        "validFrom": _at(now),
        "validUntil": _at(now + FRESH),
        "credentialSubject": {"id": f"{status}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded},
    }
    return _sign(body, "", now)
