"""The empty roster file that an office fills in."""

import csv
from pathlib import Path
from typing import Any

import xlsxwriter

from bot.documents.roster_cells import HEADERS, Column
from bot.rules.words import Employment, Post, Status, Word

# Whoever's name begins with this is a sample; the reader skips the row.
SAMPLE_NAMES = ("示例甲（请删除本行）", "示例乙（请删除本行）")

_LAST_ROW = 5000
_DATES = "写成 2020-07-01；也可用 Excel 的日期"
_HELP: dict[Column, str] = {
    Column.NAME: "必填。重名时须各填不同的联系电话",
    Column.TEAM: "所在党小组的名称；没有可空着",
    Column.POSTS: "可空。多个职务用、隔开：" + "、".join(post.zh for post in Post),
    Column.STATUS: "必填：" + "、".join(status.zh for status in Status),
    Column.JOINED: f"支部大会通过为预备党员的日期，可空。{_DATES}",
    Column.CONFIRMED: f"转为正式党员的日期，可空。{_DATES}",
    Column.EMPLOYMENT: "空着按在职：" + "、".join(employment.zh for employment in Employment),
    Column.BASE: "每月税后基数，单位元，可空。学生和无固定收入者不用填",
    Column.PHONE: "可空。该列请保持文本格式",
}
_SAMPLES: tuple[dict[Column, str], ...] = (
    {
        Column.NAME: SAMPLE_NAMES[0],
        Column.TEAM: "第一党小组",
        Column.POSTS: "组织委员、党小组长",
        Column.STATUS: Status.FULL.zh,
        Column.JOINED: "2010-07-01",
        Column.CONFIRMED: "2011-07-01",
        Column.EMPLOYMENT: Employment.EMPLOYED.zh,
        Column.BASE: "8700.00",
        Column.PHONE: "00000000000",
    },
    {
        Column.NAME: SAMPLE_NAMES[1],
        Column.TEAM: "第一党小组",
        Column.STATUS: Status.PROBATIONARY.zh,
        Column.JOINED: "2026-03-01",
        Column.EMPLOYMENT: Employment.EMPLOYED.zh,
        Column.BASE: "4200.00",
    },
)
_LISTS: dict[Column, tuple[type[Word], str]] = {
    # Several posts are allowed, so the list only suggests; the other two refuse what is not in it.
    Column.POSTS: (Post, "information"),
    Column.STATUS: (Status, "stop"),
    Column.EMPLOYMENT: (Employment, "stop"),
}
# A cell is data: a name that begins with "=" or "http" stays the text it is.
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_template(path: Path) -> None:
    """Writes an .xlsx, or a .csv in UTF-8 with BOM so that Excel opens it right. ValueError for another suffix."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        _write_xlsx(path)
    elif suffix == ".csv":
        _write_csv(path)
    else:
        raise ValueError("the template is .xlsx or .csv")


def _write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS.values())
        writer.writerows(_cells(sample) for sample in _SAMPLES)


def _write_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path, _PLAIN) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1})
        # Text keeps phones and dates as they were typed.
        text = workbook.add_format({"num_format": "@"})
        sheet = workbook.add_worksheet("花名册")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(HEADERS) - 1, 18, text)
        sheet.write_row(0, 0, HEADERS.values(), bold)
        for number, sample in enumerate(_SAMPLES, start=1):
            sheet.write_row(number, 0, _cells(sample), text)
        for column, (kind, severity) in _LISTS.items():
            _offer(sheet, list(HEADERS).index(column), kind, severity)
        _explain(workbook.add_worksheet("填写说明"), bold)


def _cells(sample: dict[Column, str]) -> list[str]:
    return [sample.get(column, "") for column in HEADERS]


def _offer(sheet: Any, index: int, kind: type[Word], severity: str) -> None:  # noqa: ANN401 - the library is untyped
    """A list to choose from in one column."""
    sheet.data_validation(
        1,
        index,
        _LAST_ROW,
        index,
        {
            "validate": "list",
            "source": [word.zh for word in kind],
            "error_type": severity,
            "error_title": "请看填写说明",
            "error_message": "不在可选的词里；职务可以多个，用、隔开",
        },
    )


def _explain(sheet: Any, bold: Any) -> None:  # noqa: ANN401 - the library is untyped
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    sheet.write_row(0, 0, ["列", "怎样填"], bold)
    for number, (column, help_) in enumerate(_HELP.items(), start=1):
        sheet.write_row(number, 0, [HEADERS[column], help_])
    sheet.write_row(len(_HELP) + 2, 0, ["示例行", "注明“请删除本行”的两行示例不会导入；请删除后填写"])
    sheet.write_row(len(_HELP) + 3, 0, ["再次导入", "更新已有的人，不会重复；表里没有的人只会列出，不会删除"])
