"""WSGI entry of a deployment (gunicorn sync workers)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egnatia.conf.settings")
application = get_wsgi_application()
