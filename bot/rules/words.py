"""The words of the trade, once: every enum that the store, the screens and the files share.

The values are what the database holds; ``zh`` is what an office writes. Source: the branch rules
(党支部工作制度 二, 三; 机关党建工作责任制 二, 三).
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A term with a stored value and the Chinese word people use for it."""

    zh: str

    def __new__(cls, value: str, zh: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        return member

    @classmethod
    def of(cls, text: str) -> Self:
        """The member whose Chinese word or stored value is ``text``; ValueError when there is none."""
        for member in cls:
            if text in (member.zh, member.value):
                return member
        raise ValueError(text)


class Status(Word):
    """党员类别: where a person stands on the way into the Party."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"
    CANDIDATE = "candidate", "发展对象"
    ACTIVIST = "activist", "入党积极分子"
    APPLICANT = "applicant", "入党申请人"

    @property
    def is_member(self) -> bool:
        """Full and probationary members are Party members; the others are on the way."""
        return self in (Status.FULL, Status.PROBATIONARY)


class Post(Word):
    """职务: what a person answers for in the branch. One person may hold several."""

    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    ORGANIZATION = "organization", "组织委员"
    PUBLICITY = "publicity", "宣传委员"
    DISCIPLINE = "discipline", "纪检委员"
    YOUTH = "youth", "青年委员"
    TEAM_LEADER = "team_leader", "党小组长"

    @property
    def on_committee(self) -> bool:
        """支部委员会 is the secretary and the committee members; team leaders are not on it by their post."""
        return self is not Post.TEAM_LEADER


class Employment(Word):
    """人员类别: decides which dues table applies."""

    EMPLOYED = "employed", "在职"
    RETIRED = "retired", "离退休"
    STUDENT = "student", "学生"
    NO_INCOME = "no_income", "无固定收入"


class MeetingKind(Word):
    """会议类型: the meetings a branch calls (党支部工作制度 三（二）–（五）,（十三）; 党小组工作制度 1)."""

    ASSEMBLY = "assembly", "党员大会"
    COMMITTEE = "committee", "支委会"
    TEAM_MEETING = "team_meeting", "党小组会"
    ORGANIZATION_LIFE = "organization_life", "组织生活会"
    LECTURE = "lecture", "党课"
    STUDY = "study", "集中学习"


class Answer(Word):
    """What an invited person says to a notice."""

    ATTEND = "attend", "参加"
    LEAVE = "leave", "请假"
    UNDECIDED = "undecided", "未定"


class LeaveReason(Word):
    """The category of a leave; the note beside it is for the convener alone."""

    DUTY = "duty", "因公"
    ILLNESS = "illness", "因病"
    HOLIDAY = "holiday", "休假"
    OTHER = "other", "其他"


class Attendance(Word):
    """What became of an invited person at a meeting (应到 = all of these)."""

    PRESENT = "present", "实到"
    EXCUSED = "excused", "请假"
    ABSENT = "absent", "缺席"


class BallotKind(Word):
    """表决种类: an opinion has no verdict; a motion belongs to a meeting."""

    OPINION = "opinion", "意见征集"
    MOTION = "motion", "议案表决"


class BallotMethod(Word):
    """方式."""

    OPEN = "open", "记名"
    SECRET = "secret", "无记名"


class Choice(Word):
    """What a ballot may say."""

    FOR = "for", "赞成"
    AGAINST = "against", "反对"
    ABSTAIN = "abstain", "弃权"


class DuesState(Word):
    """Where a month's dues of one person stand."""

    DUE = "due", "未交"
    PAID = "paid", "已报已交"
    RECEIVED = "received", "收讫"
    DISPUTED = "disputed", "有异议"


class ReportState(Word):
    """Where a thought report stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    READ = "read", "已阅"
    RETURNED = "returned", "已退回"


class System(Word):
    """The systems of the rules that have duties; the value is the code word used in files and commands."""

    TEAM_MEETING = "team_meeting", "党小组会"
    LECTURE = "lecture", "党课"
    REPORT = "report", "思想汇报"
    DUES = "dues", "党费"
