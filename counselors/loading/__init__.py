"""From the files of ``config/`` to the database, as often as you like.

Every fact has one owner. The files own names, order and time zones of languages, cities and
subjects, and the closures that they list: loading brings the database in line. The admin owns
hours, further closures, people and resources: loading gives a new city its first hours and never
touches what is there.
"""

from counselors.files import ConfigError
from counselors.loading.demo import DemoRefused, SignIn, demo_sign_ins, load_demo
from counselors.loading.reference import load_reference, reset_hours
from counselors.loading.report import Report

__all__ = [
    "ConfigError",
    "DemoRefused",
    "Report",
    "SignIn",
    "demo_sign_ins",
    "load_demo",
    "load_reference",
    "reset_hours",
]
