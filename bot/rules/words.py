"""The words of the trade, once: every enum that the store, the screens and the files share.

The values are what the database holds; ``zh`` is what an office writes, ``en`` how it is rendered in English. Source:
the branch rules (党支部工作制度 二, 三; 机关党建工作责任制 二, 三).
"""

from enum import StrEnum
from typing import Self

from bot.rules.language import Language


class Word(StrEnum):
    """A term with a stored value and the words people use for it."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh, member.en = zh, en
        return member

    def say(self, language: Language) -> str:
        """The word in that language."""
        return self.zh if language is Language.ZH else self.en

    @classmethod
    def of(cls, text: str) -> Self:
        """The member that ``text`` names in any language, or by its stored value; ValueError when there is none."""
        for member in cls:
            if text.casefold() in (member.zh, member.en.casefold(), member.value):
                return member
        raise ValueError(text)


class Status(Word):
    """党员类别: where a person stands on the way into the Party."""

    FULL = "full", "正式党员", "Full member"
    PROBATIONARY = "probationary", "预备党员", "Probationary member"
    CANDIDATE = "candidate", "发展对象", "Candidate for admission"
    ACTIVIST = "activist", "入党积极分子", "Activist"
    APPLICANT = "applicant", "入党申请人", "Applicant"

    @property
    def is_member(self) -> bool:
        """Full and probationary members are Party members; the others are on the way."""
        return self in (Status.FULL, Status.PROBATIONARY)


class Post(Word):
    """职务: what a person answers for in the branch. One person may hold several."""

    SECRETARY = "secretary", "书记", "Secretary"
    DEPUTY = "deputy", "副书记", "Deputy secretary"
    ORGANIZATION = "organization", "组织委员", "Organization member"
    PUBLICITY = "publicity", "宣传委员", "Publicity member"
    DISCIPLINE = "discipline", "纪检委员", "Discipline member"
    YOUTH = "youth", "青年委员", "Youth member"
    TEAM_LEADER = "team_leader", "党小组长", "Party group leader"

    @property
    def on_committee(self) -> bool:
        """支部委员会 is the secretary and the committee members; team leaders are not on it by their post."""
        return self is not Post.TEAM_LEADER


class Employment(Word):
    """人员类别: decides which dues table applies."""

    EMPLOYED = "employed", "在职", "Employed"
    RETIRED = "retired", "离退休", "Retired"
    STUDENT = "student", "学生", "Student"
    NO_INCOME = "no_income", "无固定收入", "No regular income"


class MeetingKind(Word):
    """会议类型: the meetings a branch calls (党支部工作制度 三（二）–（五）,（十三）; 党小组工作制度 1)."""

    ASSEMBLY = "assembly", "党员大会", "Branch assembly"
    COMMITTEE = "committee", "支委会", "Committee meeting"
    TEAM_MEETING = "team_meeting", "党小组会", "Party group meeting"
    ORGANIZATION_LIFE = "organization_life", "组织生活会", "Organization life meeting"
    LECTURE = "lecture", "党课", "Party class"
    STUDY = "study", "集中学习", "Group study"


class Group(Word):
    """Audiences that have a name of their own wherever somebody is asked for whom something is."""

    EVERYBODY = "everybody", "全体党员", "Whole branch"
    COMMITTEE = "committee", "支委会", "Branch committee"


class Answer(Word):
    """What an invited person says to a notice."""

    ATTEND = "attend", "参加", "Attending"
    LEAVE = "leave", "请假", "On leave"
    UNDECIDED = "undecided", "未定", "Undecided"


class LeaveReason(Word):
    """The category of a leave; the note beside it is for the convener alone."""

    DUTY = "duty", "因公", "Official duty"
    ILLNESS = "illness", "因病", "Illness"
    HOLIDAY = "holiday", "休假", "Holiday"
    OTHER = "other", "其他", "Other"


class Attendance(Word):
    """What became of an invited person at a meeting (应到 = all of these)."""

    PRESENT = "present", "实到", "Present"
    EXCUSED = "excused", "请假", "On leave"
    ABSENT = "absent", "缺席", "Absent"


class BallotKind(Word):
    """表决种类: an opinion has no verdict; a motion belongs to a meeting."""

    OPINION = "opinion", "意见征集", "Opinion poll"
    MOTION = "motion", "议案表决", "Motion"


class BallotMethod(Word):
    """方式."""

    OPEN = "open", "记名", "Open"
    SECRET = "secret", "无记名", "Secret"


class Choice(Word):
    """What a ballot may say."""

    FOR = "for", "赞成", "For"
    AGAINST = "against", "反对", "Against"
    ABSTAIN = "abstain", "弃权", "Abstain"


class DuesState(Word):
    """Where a month's dues of one person stand."""

    DUE = "due", "未交", "Unpaid"
    PAID = "paid", "已报已交", "Reported paid"
    RECEIVED = "received", "收讫", "Received"
    DISPUTED = "disputed", "有异议", "Disputed"


class ReportState(Word):
    """Where a thought report stands."""

    DRAFT = "draft", "草稿", "Draft"
    SUBMITTED = "submitted", "已提交", "Submitted"
    READ = "read", "已阅", "Read"
    RETURNED = "returned", "已退回", "Returned"


class System(Word):
    """The systems of the rules that have duties; the value is the code word used in files and commands."""

    TEAM_MEETING = "team_meeting", "党小组会", "Party group meeting"
    LECTURE = "lecture", "党课", "Party class"
    REPORT = "report", "思想汇报", "Thought report"
    DUES = "dues", "党费", "Membership dues"
