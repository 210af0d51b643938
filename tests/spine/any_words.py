"""What goes into updates that are made up: numbers, words, statuses, accounts, and data of buttons."""

NUMBERS = (0, 1, 7, 64, 4096, 2**31 - 1)
IDS = (0, 1, 7, 2**31, 2**52 - 1)
STATUSES = {
    "ChatMemberOwner": "creator", "ChatMemberAdministrator": "administrator", "ChatMemberMember": "member",
    "ChatMemberRestricted": "restricted", "ChatMemberLeft": "left", "ChatMemberBanned": "kicked",
}  # fmt: skip
_BARE = (
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
)  # fmt: skip
# Kind of an entity → the field that it needs.
ENTITIES = dict.fromkeys(_BARE, "") | {
    "text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time",
}  # fmt: skip
WORDS = (
    "", " ", "\n\n", "好", "参加", "菜单", "明天 15:00", "3000", "孙组织", "全体党员", "集中学习", "记名", "-1", "０",
    "类型：集中学习\n主题：学习\n时间：2026-11-20 15:00\n地点：会议室",
    "事项：是否同意\n方式：记名\n截止：\n参加：全体党员\n会议：",
    "主题：\u202e倒着写", "\u200b\u2060", "שלום עולם", "👩‍👩‍👧‍👦🇨🇳" * 20, "<b>&amp;</b> {{ 7 * 7 }}",
    "'; DROP TABLE people; --", "=1+1", "\x00\x07", "９" * 40, "一" * 4096, "a" * 4096, "字：" * 300,
    "go-report", "%s %d {0}", "\ud7ff\ue000\uffff",
)  # fmt: skip
GARBAGE = (
    "", "x", "::", "０", "-1", "9" * 20, "9" * 60, "1_0", " 1", "2026-13", "9999-12", "0000-01",
    "全体", "None", "1.5", "٣",
)  # fmt: skip

SERVICE_ACCOUNTS = (777000, 1087968824, 136817688)  # Telegram's own, anonymous administrators, channels
STRANGERS = (2, 5_000_001, 5_000_002, 2**31, 2**52 - 1)
GROUPS = (-5_000_001, -1_002_900_000_001, -1_002_900_000_002)
CHANNELS = (-1_003_000_000_001,)
ELSEWHERE = (*GROUPS, *CHANNELS, *SERVICE_ACCOUNTS)
