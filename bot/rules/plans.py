"""The branch's study plan: in which form something is studied (党支部工作制度 三（五）, 三（十三）; 党小组工作制度 3).

The rules ask a Party group to study as the branch asks (小组 3) and to meet every month, for study or for Party affairs
(责任制 三.2). A monthly study of the group apart from that meeting is nowhere asked for: so it is a form of an item of
the plan, shown by the group's meetings, and no duty of its own.
"""

from bot.rules.words import MeetingKind, Word

TOPIC_MOST, LEADER_MOST, MATERIALS_MOST = 100, 60, 500  # characters
FIRST_YEAR, LAST_YEAR = 2000, 2100  # a month beyond is a slip


class StudyForm(Word):
    """形式."""

    STUDY = MeetingKind.STUDY.spelled
    LECTURE = MeetingKind.LECTURE.spelled
    TEAM = "team_study", "小组学习", "Party group study"

    @property
    def kind(self) -> MeetingKind:
        """The meeting in which it is studied."""
        return MeetingKind.TEAM_MEETING if self is StudyForm.TEAM else MeetingKind.of(self.value)
