"""The language of the interface."""

from django.views.i18n import set_language

from egnatia.kernel.access.urls import public

language = public("The language is a matter of the browser, not of a person's data")(set_language)
