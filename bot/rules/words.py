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

    @property
    def spelled(self) -> tuple[str, str, str]:
        """As another enum takes it over."""
        return self.value, self.zh, self.en

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
    DEMOCRATIC_LIFE = "democratic_life", "民主生活会", "Democratic life meeting"
    SYMPOSIUM = "symposium", "座谈会", "Symposium"


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
    """表决种类: an opinion has no verdict; all others belong to a meeting (党支部工作制度 三（一）, （十四）6)."""

    OPINION = "opinion", "意见征集", "Opinion poll"
    MOTION = "motion", "议案表决", "Motion"
    ADMISSION = "admission", "接收预备党员", "Admission"
    CONFIRMATION = "confirmation", "预备党员转正", "Confirmation"
    ELECTION = "election", "选举", "Election"

    @property
    def of_one_person(self) -> bool:
        """接收 and 转正: one person at a time, in the order of 党支部工作制度 三（十四）6."""
        return self in (BallotKind.ADMISSION, BallotKind.CONFIRMATION)


REPEATABLE = (BallotKind.OPINION, BallotKind.MOTION)  # the other kinds have gates of their own before they open


class BallotMethod(Word):
    """方式."""

    OPEN = "open", "记名", "Open"
    SECRET = "secret", "无记名", "Secret"


class Choice(Word):
    """What a ballot may say."""

    FOR = "for", "赞成", "For"
    AGAINST = "against", "反对", "Against"
    ABSTAIN = "abstain", "弃权", "Abstain"


class NomineeOrder(Word):
    """How the names stand on the ballot paper of an election."""

    STROKES = "strokes", "按姓氏笔画", "By strokes of the surname"
    GIVEN = "given", "按给定顺序", "As given"


class Approval(Word):
    """批复: what the 机关工委 said of what the branch proposed; the bot only records it."""

    PENDING = "pending", "待批复", "Awaiting approval"
    APPROVED = "approved", "已批复同意", "Approved"
    REFUSED = "refused", "批复不同意", "Refused"


class CountMethod(Word):
    """How votes were given without the bot, beside those given with it."""

    HANDS = "hands", "举手", "Show of hands"
    PAPER = "paper", "纸质票", "Paper"


class Source(Word):
    """Whence the votes of one ballot came; its figures are the sum."""

    BOT = "bot", "机器人", "Bot"
    HANDS = "hands", "举手", "Show of hands"
    PAPER = "paper", "纸质票", "Paper"
    WRITTEN = "written", "书面意见", "Written opinion"


class CountRole(Word):
    """Who signs for the count: two different people, neither of them a candidate."""

    SCRUTINEER = "scrutineer", "监票人", "Scrutineer"
    COUNTER = "counter", "计票人", "Counter"


class ExclusionReason(Word):
    """Why somebody is left out of 应到: the national list, and nothing else (PRODUCT's rulebook, admission)."""

    UNABLE = "unable", "因病不能表达意志", "Cannot express a will through illness"
    ABROAD = "abroad", "自费出国半年以上", "Abroad over half a year at own expense"
    DETAINED = "detained", "被留置、羁押或服刑", "In detention or serving a sentence"
    BEDRIDDEN = "bedridden", "长期卧病", "Bedridden"
    MOVED = "moved", "外出半年以上未转组织关系", "Moved away over half a year without transfer"


class AdmissionStep(Word):
    """The order in which an assembly discusses an admission (党支部工作制度 三（十四）6(1)–(7))."""

    OPENING = "opening", "宣布议题，报告应到、实到人数", "Topic, numbers expected and present"
    APPLICANT = "applicant", "申请人汇报", "The applicant reports"
    INTRODUCERS = "introducers", "入党介绍人介绍情况", "The introducers speak"
    COMMITTEE = "committee", "支委会报告审议意见", "The committee reports its opinion"
    DISCUSSION = "discussion", "党员讨论", "Discussion"
    ATTITUDE = "attitude", "申请人表明态度", "The applicant responds"
    BALLOT = "ballot", "表决并宣布结果", "Ballot and result"


class DuesState(Word):
    """Where a month's dues of one person stand."""

    DUE = "due", "未交", "Unpaid"
    PAID = "paid", "已报已交", "Reported paid"
    RECEIVED = "received", "收讫", "Received"
    DISPUTED = "disputed", "有异议", "Disputed"
    EXEMPT = "exempt", "免交", "Exempt"


class ReliefKind(Word):
    """What was approved for some months of one member (PRODUCT's rulebook, hardship); 党支部工作制度 三（十五）4."""

    REDUCED = "reduced", "减交", "Reduced"
    EXEMPT = "exempt", "免交", "Exempt"
    DEFERRED = "deferred", "缓交（有正当理由）", "Deferred (with good reason)"


class ProxyState(Word):
    """Where a request to pay through somebody else stands (党支部工作制度 三（十五）1)."""

    ASKED = "asked", "待支部同意", "Awaiting the branch's consent"
    APPROVED = "approved", "支部已同意", "Approved"
    REFUSED = "refused", "支部未同意", "Not approved"
    ENDED = "ended", "已结束", "Ended"


class ArrearsStep(Word):
    """What was done about arrears in a month (党支部工作制度 三（十五）4)."""

    SPOKEN = "spoken", "已提醒教育", "Spoken to"
    COMMITTEE = "committee", "已提交支委会", "Put before the committee"


class ReportState(Word):
    """Where a thought report stands."""

    DRAFT = "draft", "草稿", "Draft"
    SUBMITTED = "submitted", "已提交", "Submitted"
    READ = "read", "已阅", "Read"
    RETURNED = "returned", "已退回", "Returned"


class Register(Word):
    """登记: what the branch keeps a simple register of. Its duties are those of the system of the same code word."""

    TALK = "talk", "谈心谈话", "Heart-to-heart talk"
    CONTACT = "contact", "联系群众", "Contacts"
    TEAM_REPORT = "team_report", "党小组汇报", "Party group report"
    THOUGHT = "thought", "思想分析", "Thought analysis"
    BRIEFING = "briefing", "年度汇报", "Yearly briefing"
    PROBATION_REVIEW = "probation_review", "预备党员考察", "Probation review"


class System(Word):
    """The systems of the rules that have duties; the value is the code word used in files and commands."""

    ASSEMBLY = "assembly", "党员大会", "Branch assembly"
    COMMITTEE = "committee", "支委会", "Committee meeting"
    TEAM_MEETING = "team_meeting", "党小组会", "Party group meeting"
    ORGANIZATION_LIFE = "organization_life", "组织生活会", "Organization life"
    DEMOCRATIC_LIFE = "democratic_life", "民主生活会", "Democratic life"
    LECTURE = "lecture", "党课", "Party class"
    STUDY = "study", "集中学习", "Group study"
    REPORT = "report", "思想汇报", "Thought report"
    DUES = "dues", "党费", "Membership dues"
    ARREARS = "arrears", "党费欠交", "Dues in arrears"
    DECISION = "decision", "决议落实", "Decision follow-up"
    TERM = "term", "换届", "Re-election"
    TALK = Register.TALK.spelled
    CONTACT = Register.CONTACT.spelled
    TEAM_REPORT = Register.TEAM_REPORT.spelled
    THOUGHT = Register.THOUGHT.spelled
    BRIEFING = Register.BRIEFING.spelled
    PROBATION_REVIEW = Register.PROBATION_REVIEW.spelled

    @property
    def meeting(self) -> MeetingKind | None:
        """The kind of meeting that is owed; None where something else is."""
        return MeetingKind.of(self.value) if self.value in {kind.value for kind in MeetingKind} else None
