"""The access log: who read or changed what, why, and what was refused. Rows are only ever added (LED art. 25, Eurodac Reg. art. 41)."""

from __future__ import annotations

from django.db import models


class AccessLog(models.Model):
    """One line. Written in the same transaction as what it tells of, before anything is shown. Holds no name and no value of a field."""

    class Operation(models.TextChoices):
        COLLECT = "collect"
        ALTER = "alter"
        CONSULT = "consult"
        QUERY = "query"
        DISCLOSE = "disclose"
        COMBINE = "combine"
        ERASE = "erase"
        LOGIN = "login"

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    operation = models.CharField(max_length=12, choices=Operation)
    what = models.CharField(max_length=81, help_text="Action or page")
    outcome = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    actor_unit = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40)
    case_id = models.UUIDField(null=True, db_index=True)
    subject = models.UUIDField(null=True, db_index=True)
    recipient = models.CharField(max_length=80, blank=True)
    result_count = models.PositiveIntegerField(null=True)
    request_id = models.CharField(max_length=36, blank=True)
    reasons = models.CharField(max_length=200, blank=True, help_text="Codes of what refused, never a text that a person typed")

    class Meta:
        indexes = [models.Index(fields=["at"])]
