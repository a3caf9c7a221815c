"""What a desk asks for where files are concerned."""

from chat.protocol.basis import Command, Ref


class AskFile(Command, frozen=True, tag="ask_file"):
    """Ask the visitor of a talk of mine for a picture or a PDF: an entry ``file_asked`` follows.

    Only then can they send one, by a ``POST`` to ``/files/{ref}``.
    """

    ref: Ref
