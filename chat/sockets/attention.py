"""Which talk a desk has on its screen, told to the other desks of that talk and to nobody else."""

from collections.abc import Callable, Mapping

from chat import events, protocol
from chat.events import Hint
from chat.sealing import key_of
from counselors.models import Counselor


class Attention:
    """What one desk attends to. Nothing of it is stored: it is said again at every pulse, and
    whoever hears no more of it forgets it."""

    def __init__(self, counselor: Counselor, publish: Callable[[Hint], None]) -> None:
        self._key, self._alias = key_of(counselor.pk), counselor.alias
        self._publish = publish
        self._talks: Mapping[int, protocol.Talk] = {}
        self._ref: str | None = None

    def follow(self, talks: Mapping[int, protocol.Talk]) -> None:
        """The talks of this desk are these from now on."""
        alone = self._shared() is None
        self._talks = talks
        if alone:
            self._ask()

    def turn_to(self, ref: str | None) -> None:
        """This talk is on the screen from now on; None: no talk is."""
        if ref == self._ref:
            return
        self.say("away")
        self._ask()  # the same counselor may look at it in another tab
        self._ref = ref
        self._ask()

    def say(self, does: protocol.Attention = "reads") -> None:
        """Tell whoever shares the talk on the screen."""
        conversation = self._shared()
        if conversation is not None and self._ref is not None:
            frame = protocol.dump(protocol.Attending(self._ref, self._key, self._alias, does))
            self._publish(Hint(events.of_company(conversation), "counselor", frame=frame))

    def _ask(self) -> None:
        """Everybody in this talk, this desk included, says anew what they do there."""
        conversation = self._shared()
        if conversation is not None:
            self._publish(Hint(events.of_company(conversation), "who_attends"))

    def _shared(self) -> int | None:
        """Id of the talk on the screen, if it is shown here and colleagues are in it too."""
        for conversation, talk in self._talks.items():
            if talk.ref == self._ref and (talk.looking_on or talk.beside):
                return conversation
        return None
