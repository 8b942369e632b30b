"""What a defender writes or sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

ANSWER = "answer"
"""A message was taken as an answer to a question of an alert."""
NO_HELP = "no help"
"""It was taken as the answer that they need no help."""
UNKNOWN = "unknown"
"""Nobody knows what it was, or whose."""


class MessageKind(Enum):
    """What sort of thing the defender sent."""

    TEXT = "text"
    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"
    VOICE = "voice"
    FILE = "file"
    LOCATION = "location"
    OTHER = "other"


@dataclass(frozen=True)
class Message:
    """Something the defender wrote or sent.

    `payload` is the shell's own (JSON of the event's content) and is only handed back to it.
    """

    kind: MessageKind
    text: str
    sent_at: datetime
    payload: str = ""
    edited: bool = False
    quotes: str = ""
    protected: bool = True
    """False: it came unencrypted, so anybody may have written it: it can alarm, and do nothing else."""
    in_room: bool = False
    """They wrote it in the alert room, where everybody has read it."""
    signed: bool = True
    """False: it came from a device that its owner has not verified, and may be somebody else's."""
    late: bool = False
    """It was written before something that was read already, or before what it would answer."""
    captioned: bool = False
    """The text is what they wrote beside a file; without it, a file's text is its name."""
    number: int = 0
    """Which message it is, or corrects."""
    corrects: str = ""
    """As what the message that it corrects was taken: something that it cannot be taken as once more."""
    notice: bool = False
    """A program said it (spec: m.notice): it can alarm, and calm nobody; and nobody answers it."""

    @property
    def words(self) -> str:
        """What they have written themselves: the name of a file says nothing, nor what a place is called."""
        worded = self.kind in (MessageKind.TEXT, MessageKind.OTHER) or self.captioned
        return self.text if worded else ""

    @property
    def may_calm(self) -> bool:
        """Whether it can say that they are safe; anything that holds words can say that they are not.

        What corrects other words says it of another moment, what was corrected says nothing more, and what
        Vigil cannot show may say more. A program knows nothing of how they are.
        """
        stands = not self.edited and not self.corrects and not self.notice
        return self.protected and stands and self.kind is not MessageKind.OTHER
