"""Every setting that there is, in the order of the README."""

from pathlib import Path
from typing import Final

from miti.kept_settings import KEPT_SETTINGS
from miti.kinds import (
    Setting,
    address,
    flag,
    key,
    keys,
    one_of,
    positive,
    whole,
    words,
)

SETTINGS: Final = (
    Setting(
        "MITI_SECRET_KEY",
        str,
        "",
        "Signs sessions; at least 32 characters. Needed outside the demo.",
    ),
    Setting(
        "MITI_MASTER_KEY",
        key,
        "",
        "Wraps the keys under which every conversation is stored: 32 random bytes in base64"
        " (`openssl rand -base64 32`). Needed outside the demo; without it nothing can be read.",
    ),
    Setting(
        "MITI_OTHER_MASTER_KEYS",
        keys,
        "",
        "More of them, between commas, that open what they have wrapped: the next, or the last.",
    ),
    Setting(
        "MITI_DEMO",
        flag,
        "no",
        "Marks every page as demo and allows demo data; refused with MITI_PRODUCTION.",
    ),
    Setting(
        "MITI_DEMO_MONTHS",
        whole(0),
        "13",
        "Months of an invented past, or more, that a demo makes while it serves; 0: none.",
    ),
    Setting(
        "MITI_PRODUCTION",
        flag,
        "no",
        "Secure cookies and HTTPS only; refuses demo and test settings.",
    ),
    Setting(
        "MITI_HOSTS",
        words,
        "127.0.0.1,localhost",
        "Host names this service answers to, and the only Origins of its sockets.",
    ),
    Setting(
        "MITI_SECOND_FACTOR",
        one_of("everybody", "coordinators"),
        "everybody",
        "Of whom a second step is demanded at sign-in: of everybody, or only of coordinators and"
        " administrators. Nobody in the demo.",
    ),
    Setting(
        "MITI_PARTNERS",
        str,
        "",
        "A file like `config/deploy/partners.example.toml`: organisations whose own sign-in counts"
        " here (OpenID Connect).",
    ),
    Setting(
        "MITI_EMAIL_URL",
        str,
        "",
        "smtp://user:password@host:587, for links to a new password and for notices that an answer"
        " is there; empty: files in the data folder, and no notice is offered.",
    ),
    Setting("MITI_EMAIL_FROM", str, "miti@localhost", "From whom these mails come."),
    Setting(
        "MITI_QUICK_EXIT",
        address,
        "https://www.meteo.be/",
        "Where “Leave at once” on the visitor's page leads: somewhere that tells nothing.",
    ),
    Setting(
        "MITI_SHARED_SECONDS",
        positive,
        "540",
        "On a shared computer, an idle page asks after this long, and a minute later wipes itself.",
    ),
    Setting(
        "MITI_DATA_DIR",
        Path,
        "var",
        "Folder for the SQLite file and the prepared static files; relative to the project.",
    ),
    Setting(
        "MITI_CONFIG_DIR", Path, "config", "Folder of the reference data; relative to the project."
    ),
    Setting("MITI_OFFER_SECONDS", positive, "20", "Time to accept an offered person."),
    Setting("MITI_PULSE_SECONDS", positive, "20", "Time between two heartbeats on a socket."),
    Setting(
        "MITI_LEASE_SECONDS",
        positive,
        "50",
        "Without a heartbeat for this long, somebody counts as away.",
    ),
    Setting(
        "MITI_GRACE_SECONDS",
        positive,
        "60",
        "After a counselor's lease, time before the open talks go back to the queue.",
    ),
    Setting(
        "MITI_IDLE_SECONDS",
        positive,
        "300",
        "Without any sign of the person for this long, a waiting visitor is asked “still there?”.",
    ),
    Setting("MITI_STILL_THERE_SECONDS", positive, "90", "Time to answer “still there?”."),
    Setting(
        "MITI_HOLD_SECONDS",
        positive,
        "600",
        "A talk whose visitor is away this long is put on hold and frees its slot.",
    ),
    Setting(
        "MITI_HOLD_EXPIRES_SECONDS",
        positive,
        "3600",
        "Of a talk on hold this long both sides are told that it ends soon, and can keep it.",
    ),
    Setting(
        "MITI_HOLD_WARNING_SECONDS",
        positive,
        "300",
        "Time to keep such a talk; then it is closed.",
    ),
    Setting(
        "MITI_PASS_SECONDS",
        positive,
        "120",
        "A passed-on person is not offered to the same counselor again for this long.",
    ),
    Setting(
        "MITI_RESERVE_SECONDS",
        positive,
        "120",
        "A talk handed over to one counselor is kept for that one for this long.",
    ),
    *KEPT_SETTINGS,
    Setting(
        "MITI_SAY_RATE", positive, "2", "Messages a second that one person may send on average."
    ),
    Setting("MITI_SAY_BURST", whole(1), "12", "Messages that one person may send at once."),
    Setting(
        "MITI_GUARD_SECONDS",
        positive,
        "7200",
        "The guard that a coordinator switches on at the board, while machines write, is off by"
        " itself after this long.",
    ),
    Setting(
        "MITI_ENTRY_RATE",
        positive,
        "0.5",
        "While it is on: people a second whom each city lets in; the others wait their turn.",
    ),
    Setting(
        "MITI_STALL_SECONDS",
        positive,
        "20",
        "A client that reads nothing of what it is sent for this long is dropped.",
    ),
    Setting(
        "MITI_THREADS",
        whole(1),
        "4",
        "Threads of one process: so many each for sockets, pages, sign-in elsewhere and our files.",
    ),
    Setting(
        "MITI_FAULTS",
        str,
        "",
        "Tests only: hints to lose, double or delay, like “drop=0.3,double=0.3,delay=0.1”.",
    ),
    Setting(
        "DATABASE_URL", str, "", "postgres://… for PostgreSQL; empty: SQLite in MITI_DATA_DIR."
    ),
    Setting(
        "REDIS_URL",
        str,
        "",
        "redis://… for more than one process; empty: everything in one process.",
    ),
)
