"""Finding resources in memory: no database, no clock, the same on every machine.

``Index`` is made once from all resources; ``search`` answers while somebody types, ``suggest``
reads what a visitor wrote.
"""

from counselors.search.index import Doc, Index, Text, index_of
from counselors.search.ranking import Wish, search
from counselors.search.suggesting import suggest

__all__ = ["Doc", "Index", "Text", "Wish", "index_of", "search", "suggest"]
