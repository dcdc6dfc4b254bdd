"""Django's command line for one deployment; called by ./dev with the deployment's environment."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egnatia.conf.settings")
    execute_from_command_line(["./dev manage", *sys.argv[1:]])
