"""What a screen shows after the frames that came: the fold that every client makes."""

from __future__ import annotations

from typing import Any

from tests.integration.chat.lines import Json, Line

PREVIEW = 120


def visitor_screen(line: Line) -> Json:
    """State, log and place of a visitor; nothing at all once it was erased."""
    shown: Json = {"status": None, "place": None, "log": []}
    for frame in line.frames:
        match frame["type"]:
            case "status" if not shown["status"] or frame["version"] >= shown["status"]["version"]:
                shown["status"] = dict(frame)
            case "place":
                shown["place"] = frame
            case "seen" if shown["status"]:
                seen = shown["status"]["counselor_seen"]
                shown["status"]["counselor_seen"] = max(seen, frame["seq"])
            case "erased":
                return {"status": None, "place": None, "log": []}
    return _completed(shown, line)


def _completed(shown: Json, line: Line) -> Json:
    """The log tells how long it is; somebody who does not wait has no place."""
    shown["log"] = next(iter(line.logs.values()), [])
    if shown["status"]:
        shown["status"]["last_seq"] = len(shown["log"])
    if not shown["status"] or shown["status"]["state"] != "waiting":
        shown["place"] = None
    return shown


def desk_screen(line: Line, own_reads: dict[str, int]) -> Json:
    """Duty, talks with their logs, and the queue; ``own_reads``: what this desk has read."""
    shown: Json = {"duty": None, "queue": None, "left": None, "talks": {}}
    for frame in line.frames:
        _fold(shown, frame)
    for ref, talk in shown["talks"].items():
        log = line.logs.get(ref, [])
        said = [each["text"] for each in log if each["author"] != "notice"]
        talk["log"], talk["last_seq"] = log, len(log)
        talk["preview"] = (said or [""])[-1][:PREVIEW]
        talk["counselor_seen"] = max(talk["counselor_seen"], own_reads.get(ref, 0))
    return shown


def _fold(shown: Json, frame: Json) -> None:
    talks: dict[str, Any] = shown["talks"]
    match frame["type"]:
        case "welcome":
            talks.update({each["ref"]: dict(each) for each in frame["talks"]})
            shown |= {"duty": _bare(frame["duty"]), "queue": frame["queue"]}
            shown["left"] = frame["left"]
        case "talk" if frame["talk"]["version"] >= _version(talks.get(frame["talk"]["ref"])):
            talks[frame["talk"]["ref"]] = dict(frame["talk"])
        case "talk_gone":
            talks.pop(frame["ref"], None)
        case "duty":
            shown["duty"] = _bare(frame)
        case "left_questions":
            shown["left"] = frame["left"]
        case "queue":
            shown["queue"] = frame["waiting"]
        case "seen" if frame["ref"] in talks:
            talk = talks[frame["ref"]]
            talk["visitor_seen"] = max(talk["visitor_seen"], frame["seq"])


def _version(talk: Json | None) -> int:
    return talk["version"] if talk else 0


def _bare(duty: Json) -> Json:
    return {name: value for name, value in duty.items() if name != "type"}
