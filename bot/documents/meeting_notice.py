"""会议通知 as it stood last: for the folder of the meeting."""

from bot.documents import phrases, word, word_tables
from bot.rules.filing import MeetingFacts, agenda_of
from bot.rules.language import Language, say_day

_WIDTHS = (27, 129)  # mm


def write(facts: MeetingFacts) -> bytes:
    """The notice as a Word file (.docx)."""
    document = word.paper(f"{facts.host}{facts.kind.zh}通知", facts.branch, facts.called)
    word.heading(document, facts.host, f"{facts.kind.zh}通知")
    table = word_tables.table(document, _WIDTHS)
    agenda = "\n".join(f"{number}. {line}" if facts.items else line for number, line in enumerate(agenda_of(facts), 1))
    for label, text in (
        ("主　题", facts.topic),
        ("时　间", phrases.moment(facts.starts, facts.zone)),
        ("地　点", facts.place),
        ("议　程", agenda),
        ("通知范围", f"共 {len(facts.seats)} 人：" + "、".join(seat.name for seat in facts.seats)),
        ("备　注", f"会议改期 {facts.moves} 次，以上为最后的时间和地点。" if facts.moves else ""),
    ):
        if text:
            word_tables.row(table, (label, text), widths=_WIDTHS, labels={0}, left={1}, height=11)
    day = say_day(facts.called.astimezone(facts.zone).date(), Language.ZH)
    word.closing(document, f"召集人：{facts.caller}", day)
    return word.saved(document)
