"""The settings of what is kept, for how long, and of what may be told of it."""

from typing import Final

from miti.kinds import Setting, at_most, flag, from_nought, whole

KEPT_SETTINGS: Final = (
    Setting(
        "MITI_KEEP_SECONDS",
        at_most(3600),
        "3600",
        "A closed conversation is folded into one coarse fact and deleted after this long.",
    ),
    Setting(
        "MITI_FILES",
        flag,
        "yes",
        "Counselors may ask for a picture or a PDF; “no”: nobody can, and nothing is taken.",
    ),
    Setting(
        "MITI_FILE_SECONDS",
        at_most(86_400),
        "86400",
        "A file that a visitor sent is deleted after this long, or with its talk, which is sooner.",
    ),
    Setting("MITI_AUDIT_DAYS", at_most(365), "365", "Days for which the audit trail is kept."),
    Setting(
        "MITI_MAIL_DAYS",
        at_most(7),
        "7",
        "Without MITI_EMAIL_URL: days for which mails are kept as files.",
    ),
    Setting(
        "MITI_SAMPLE_DAYS",
        at_most(90),
        "30",
        "Days for which review samples are kept, in cities that want some (off until a coordinator"
        " ticks it in the admin).",
    ),
    Setting(
        "MITI_REMARK_DAYS",
        at_most(365),
        "365",
        "Days after its month for which a visitor's remark is kept, masked, where it may be told.",
    ),
    Setting(
        "MITI_FACT_DAYS",
        at_most(3653),
        "3653",
        "Days for which the facts are kept that statistics are made of; at least 500.",
    ),
    Setting(
        "MITI_SMALLEST_COUNT",
        whole(3),
        "5",
        "Statistics hide a count of fewer people than this, and what would tell it.",
    ),
    Setting(
        "MITI_SETTLE_DAYS",
        whole(1),
        "45",
        "A month is published when nothing of it can come any more, or so many days after its end.",
    ),
    Setting("MITI_ROUND_TO", whole(1), "1", "Statistics round every count to a multiple of this."),
    Setting(
        "MITI_OPEN_DATA_EPSILON",
        from_nought,
        "0",
        "Differential privacy (ε) that the open-data file of a year may cost, like 1, by noise from"
        " OpenDP (extra `open-data`); 0: its small counts are hidden instead.",
    ),
    Setting(
        "MITI_ANSWER_DAYS",
        at_most(30),
        "30",
        "A left question is kept this many days after its answer, or after it was due.",
    ),
)
