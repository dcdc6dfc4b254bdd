"""Writing a profile to a file: JSON lines on the node's own disk, readable by the program's user alone, removed after a week.

The biometric containers stay where they are: the file says that they are held. There is no code here, and no import, that could send it.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.decide import Purpose
from egnatia.node.interop import canonical, profiles
from egnatia.node.interop.models import ProfileElement, ProfileExport
from egnatia.node.interop.values import TRANSFORMS

KEPT = timedelta(days=7)
# Kinds of file systems that lie on another machine (proc(5), mountinfo).
_REMOTE = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs", "davfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone", "fuse.gcsfuse")


def folder() -> Path:
    found: Path = settings.EGNATIA_EXPORTS
    return found


def path_of(case_id: UUID) -> Path:
    return folder() / f"{case_id}.jsonl"


def network_file_system(path: Path, mounts: str | None = None) -> str:
    """The kind of the network file system that a path lies on; empty on a disk of this machine."""
    lines = (mounts if mounts is not None else Path("/proc/self/mounts").read_text()).splitlines()
    wanted, best, kind = path.resolve(), Path("/"), ""
    for line in lines:
        _device, where, what, *_rest = line.split()
        mounted = Path(where.encode().decode("unicode_escape"))
        if wanted.is_relative_to(mounted) and len(mounted.parts) >= len(best.parts):
            best, kind = mounted, what
    return kind if kind.startswith(_REMOTE) else ""


def _line(record: canonical.Record, elements: list[ProfileElement]) -> dict[str, Any]:
    """Element and name → value in the profile's form; what is not valid is left out."""
    return {f"{one.element} {one.name}": value for one in elements if (value := TRANSFORMS[one.transform](record.get(one.path))) is not None}


def write(case_id: UUID) -> None:
    """Make the file of an approved export. A file that is not whole is never left behind under its name."""
    with acting_as(SYSTEM):
        one = ProfileExport.objects.filter(pk=case_id, written_at=None).first()
        if one is None:
            return
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    elements = [each for each in profiles.elements(one.profile) if one.category in each.categories]
    partly = path_of(case_id).with_suffix(".part")
    try:
        records, digest = _fill(partly, one, elements)
    except BaseException:
        partly.unlink(missing_ok=True)
        raise
    partly.rename(path_of(case_id))
    with acting_as(SYSTEM):
        ProfileExport.objects.filter(pk=case_id).update(records=records, digest=digest, written_at=moment.now())
        log.write(
            SYSTEM, log.Operation.DISCLOSE, "interop.export", purpose=Purpose.DATA_PROTECTION, case_id=case_id, result_count=records, recipient="own disk"
        )


def _fill(path: Path, export: ProfileExport, elements: list[ProfileElement]) -> tuple[int, str]:
    """(records, SHA-256) of what was written, safe on the disk."""
    records, digest = 0, hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:

        def put(value: dict[str, Any]) -> None:
            line = json.dumps(value, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            file.write(line)

        put({"profile": export.profile, "version": export.version, "category": export.category, "unverified": True, "not_for_transmission": True})
        after: UUID | None = None
        while True:
            with acting_as(SYSTEM):
                batch, after = canonical.batch(export.category, after)
                for record in batch:
                    put(_line(record, elements))
                    records += 1
            if after is None:
                break
        file.flush()
        os.fsync(file.fileno())
    return records, digest.hexdigest()


def remove_old() -> int:
    """Files that are older than a week; returns how many."""
    with acting_as(SYSTEM):
        old = list(ProfileExport.objects.filter(written_at__lt=moment.now() - KEPT, removed_at=None))
        for one in old:
            path_of(one.pk).unlink(missing_ok=True)
        ProfileExport.objects.filter(pk__in=[one.pk for one in old]).update(removed_at=moment.now())
    # What a crash left behind without its row.
    for left in folder().glob("*.*"):
        if left.suffix in {".part", ".jsonl"} and left.stat().st_mtime < (moment.now() - KEPT).timestamp():
            left.unlink(missing_ok=True)
    return len(old)
