"""Files from outside, made anew: what they show stays, and nothing else of them.

Which kind a file is, its content says; its name is not asked. ``python -m chat.cleaning`` does it
in a process of its own, which knows no key and no database: readers of pictures and of PDFs are
large, and what they read was made by anybody. ``chat.cleaner`` runs it.
"""

from chat.cleaning.values import *  # noqa: F403
