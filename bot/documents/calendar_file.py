"""日历文件: a meeting as an iCalendar file (RFC 5545, 5546), for the calendar of a phone."""

from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from bot.documents.plain import legal, on_one_line
from bot.rules.filing import MeetingFacts, agenda_of

LASTS = timedelta(hours=1)  # how long a calendar shows a meeting whose end is not recorded
AHEAD = timedelta(minutes=30)  # when a phone reminds of it
_NEARBY = timedelta(days=366)  # for so long before and after the meeting the changes of the clock are written out
_NOBODY = "invalid:nomail"  # an organizer is obligatory, an address is not to be had


def write(facts: MeetingFacts, now: datetime) -> bytes:
    """The meeting as it stands ``now``; a cancelled one takes the entry back. Its UID never changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//branch-bot//meetings//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if facts.cancelled else "PUBLISH")
    day = facts.day
    zone = Timezone.from_tzid(facts.zone.key, first_date=day - _NEARBY, last_date=day + _NEARBY)
    zone.pop("COMMENT", None)
    calendar.add_component(zone)
    calendar.add_component(_event(facts, now))
    return bytes(calendar.to_ical())


def _event(facts: MeetingFacts, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid(facts))
    event.add("sequence", facts.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", facts.starts.astimezone(facts.zone))
    event.add("dtend", _end(facts).astimezone(facts.zone))
    event.add("summary", on_one_line(f"{facts.kind.zh}：{facts.topic}"))
    event.add("location", on_one_line(facts.place))
    if agenda := "\n".join(agenda_of(facts)):
        event.add("description", legal(agenda))
    organizer = vCalAddress(_NOBODY)
    organizer.params["CN"] = on_one_line(facts.branch).replace('"', "'")
    event.add("organizer", organizer)
    event.add("status", "CANCELLED" if facts.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if not facts.cancelled:
        event.add_component(_alarm(facts))
    return event


def uid(facts: MeetingFacts) -> str:
    """The same for all files of a meeting, another for every other meeting, also of other branches."""
    named = f"{legal(facts.branch)}\n{facts.number}\n{facts.called.isoformat()}"
    digest = sha256(named.encode("utf-8")).hexdigest()
    return f"{digest[:32]}@branch-bot.invalid"


def _end(facts: MeetingFacts) -> datetime:
    if facts.ended is not None and facts.ended > facts.starts:
        return facts.ended
    return facts.starts + LASTS


def _alarm(facts: MeetingFacts) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", on_one_line(f"{facts.kind.zh}：{facts.topic}"))
    alarm.add("trigger", -AHEAD)
    return alarm
