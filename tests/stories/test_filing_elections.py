"""An election goes into its meeting's files: the names on the paper, the votes of each, who is proposed."""

import io
import zipfile

from tests.documents.opened import Word
from tests.scene import Scene
from tests.stories.test_elections import SHORT, all_cast, gathered, opened, signed
from tests.stories.test_filing import takes, words_of


async def test_names_and_votes_stand_in_result_record_and_pack_once_it_is_signed_for(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休")
    await opened(zheng)
    zheng.says("/export")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    record = words_of((await takes(zheng, "会议记录")).content)
    assert "孙组织：赞成＿＿＿票，反对＿＿＿票，弃权＿＿＿票" in record
    await all_cast(branch, SHORT)
    await signed(branch)
    zheng.says("/export")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    result = Word((await takes(zheng, "表决结果：选举支部委员会委员")).content)
    assert result.lines[:2] == ["示范机关党支部", "选举结果报告单"]
    assert ["应　　到", "9", "实　　到", "8", "不计入应到", "0"] in result.tables[0]
    assert ["无　　效", "0", "到会至少", "8", "赞成至少", "5"] in result.tables[0]
    assert ["结　　论", "拟当选：孙组织"] in result.tables[0]
    assert result.tables[1][1:] == [
        ["孙组织", "5", "3", "0", "拟当选"], ["周宣传", "3", "5", "0", ""], ["郑书记", "3", "5", "0", ""],
    ]  # fmt: skip
    record = words_of((await takes(zheng, "会议记录")).content)
    pack = zipfile.ZipFile(io.BytesIO((await takes(zheng, "归档包")).content))
    for words in (record, words_of(pack.read("03_会议记录.docx"))):
        assert "孙组织：赞成 5 票，反对 3 票，弃权 0 票。拟当选" in words
        assert "周宣传：赞成 3 票，反对 5 票，弃权 0 票。" in words
    assert "04_表决结果_1.docx" in pack.namelist()
