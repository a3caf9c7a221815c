"""What a writer of clients must know beyond the frames: the words of ``miti protocol``."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class About:
    """One socket in words; ``signed_in``: whether it needs a session."""

    title: str
    description: str
    signed_in: bool


SOCKETS: Final = {
    "visitor": About(
        "Somebody who asks",
        "Anonymous: no cookie and no sign-in. The `key` in `hello` says whose conversation this"
        " is. One key is one conversation; a new conversation needs a new key.",
        signed_in=False,
    ),
    "desk": About(
        "A counselor",
        "Needs the session cookie of a signed-in counselor. Several connections of one counselor"
        " are kept in step.",
        signed_in=True,
    ),
    "board": About(
        "A coordinator",
        "Needs the session cookie of somebody who may watch the board. Only the guard can be"
        " switched here.",
        signed_in=True,
    ),
}

SIGN_IN: Final = {
    "type": "httpApiKey",
    "in": "cookie",
    "name": "sessionid",
    "description": "GET `/desk/sign-in/`; POST its form there (`username`, `password` and the"
    " hidden `csrfmiddlewaretoken`) with the `csrftoken` cookie and a `Referer` of the same host."
    " The answer sets the cookie `sessionid`: send it with the WebSocket's opening request.",
}

GUIDE: Final = """\
This document describes a **client** of Miti: operations that `send` are what a client sends to
the server, operations that `receive` are what it gets. It is version {version}.

## Frames
Every WebSocket text message is one frame: one JSON object whose `type` is the message's `name`.
There is no subprotocol, and a binary message is malformed. `type` decides what a frame is, within
one socket and one direction. Send only the fields that the schema names; a field with a `default`
may be left out. Ignore fields and events you do not know: a new optional field does not change the
version. Instants are seconds since 1970 (UTC), durations are seconds, both as numbers.

## Connecting
The `Origin` header must name the host that is connected to; otherwise the connection is refused
with HTTP 403. The visitor's socket is open to anybody; desk and board need the session cookie, or
are closed at once with 4401 or 4403.

Send `hello` first, with `version` {version}; every other command before it is refused with
`hello_first`. The answer is `welcome`, or `refused` (`version`) and the end. Which cities, subjects
and languages there are, and which are open, tells GET `/<language>/front.json`.

## The pulse
Every {pulse} seconds the server sends `pulse`. Answer each at once with `beat`: that alone shows
that somebody is here. Several unanswered pulses close the socket with 4408. Without any frame for
45 seconds, take the connection for dead and connect again, after pauses that grow from half a
second to 15 and vary at random.

## A visitor's conversation
`hello` with a fresh key is answered with `welcome` (`known` false); `start` then enters the queue.
With a known key, `status` follows, then every `entry` after `seen`, and `place` while waiting.
Write with `say` from the beginning, also while waiting. `status.state` goes from `waiting` to
`offered` (shown to a counselor), `open` (they talk), `on_hold` (paused; writing wakes it)
and `closed`; back to `waiting` when the counselor was lost or handed the talk on. `leave` ends it;
`erase` deletes it. After `closed`, begin anew with a new key; while `status.said` is not null,
`answer` says how it was, with a remark of at most {remark} characters if one likes.

## A counselor's desk
`welcome` holds everything; after it `talk`, `talk_gone`, `duty` and `queue` replace their parts.
`duty` (state `on`) makes offers come: a `talk` in state `offered` is to be answered with `accept`
or `decline` before `offer_until`. `pick` takes somebody from the queue. Once the `talk` comes in
state `open`, speak. `hold` frees its slot for a while; `go_on` and `say` claim it again, or are
refused with `full`. `close` ends it and wraps it up, in one step or two. `who_is_there` asks which
colleagues could take a talk over; `hand_over` gives it to one of them, or back to the queue for
another subject, language or city (`who_suits` tells beforehand whether anybody is there for it),
with a note that only the next counselor reads; who gave it reads on (`talk.looking_on`) until
somebody has taken it. `invite` asks a colleague to look on: both may `whisper`, which no visitor's
frame ever carries. Say with `looking` which talk is on the screen, at each change and while a
whisper is written (again every three seconds): colleagues in it hear it as `attending`.

## Nothing lost, doubled or out of order
Each message carries a `key` (UUID) made once. The server stores first and then sends the same
`entry` to both sides; the entry with your key is the receipt. Until it comes, keep the text; after
connecting again send it anew with the same key: a repeat never makes a second entry. Of one talk
send the next message only then, or a refusal that passes would let it overtake.
Entries of one log come in order of `seq`, without gaps; one that you already have is only a
receipt. Of `status` and `talk` the newest `version` wins. `pulse.last` names the newest `seq` of
each log: whoever is still behind at the next pulse connects again. Typing is forgotten after six
seconds: repeat `typing` at most every three.

## Limits
A frame has at most {frame} characters, a text {text} (Unicode code points). One socket may send
{frame_rate} frames a second ({frame_burst} at once), one person {say_rate} messages a second
({say_burst} at once). More is refused with `too_fast`. So is a message that has waited
{late} s for its turn, because everybody together sends more than can be stored.

## While machines write
A coordinator can switch a guard on; it is off by itself after a while. Meanwhile `start` and
`ask_later` without a `proof` are refused with `proof_first`, whose `params.challenge` is a
challenge of altcha (v2) as JSON text: PBKDF2 over its nonce and a counter (32 bits, big-endian),
until the key begins with `keyPrefix`. Send the same again with its payload (challenge and solution,
JSON in base64) as `proof`: it is good once, until it expires. Each city lets people in one by one:
`too_fast` then, and the same proof keeps the place: ask again after `params.retry_after` seconds.

## Refusals
A refused frame changes nothing and leaves the socket open. `refused.code` is one of
{refusals}

`service` (`ok` false) says the same as `unavailable`, before anybody asked.

## Close codes
{closes}

After any other code connect again, as above.
"""
