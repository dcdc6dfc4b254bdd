"""Make one of the first two administrators of a new deployment: create_administrator NAME --display-name "…". The start password is asked for, or
read from the environment (EGNATIA_START_PASSWORD). From the third on, accounts are granted by two administrators on the page “Staff and units”."""

from __future__ import annotations

import os
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from egnatia.kernel.access.roles import Role
from egnatia.kernel.models import User
from egnatia.staff import actions, selectors


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--display-name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        if selectors.administrators() >= 2:
            raise CommandError("two administrators exist: the next account is granted by them, on the page “Staff and units”")
        if User.objects.filter(username=options["username"]).exists():
            raise CommandError(f"the user name {options['username']} is taken")
        password = os.environ.get("EGNATIA_START_PASSWORD") or getpass("Start password (14 characters or more): ")
        try:
            validate_password(password)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        with transaction.atomic():
            user = User(username=options["username"], display_name=options["display_name"], unit=actions.administration(), roles=[Role.ADMINISTRATOR])
            user.set_password(password)
            user.must_change_password = True
            user.save()
        actions.take_on_record()
        self.stdout.write(f"{user.username} may sign in; the password must be changed and a second factor set up at the first sign-in")
