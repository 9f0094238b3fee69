"""Files that `validate` refuses, and that an editor is to mark on the same line by the schema."""

import re
from typing import Final

REPORT: Final = {"zh": "报告: {年度: 2021, 支部: 甲}\n", "en": "report: {year: 2021, branch: A}\n"}

BROKEN: Final = {
    "unknown key at the top": ("zh", "活动记录: []\n"),
    "unknown key": ("zh", "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    地址: 会议室\n"),
    "unknown key in attendance": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    出席: {应到: 5, 到会: 4}\n",
    ),
    "missing key": ("zh", "活动:\n  - 日期: 2021-03-05\n    名称: 讲座\n"),
    "missing key of an action": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    后续事项: [{责任人: 甲}]\n",
    ),
    "required key without a value": ("zh", "活动:\n  - 日期: 2021-03-05\n    类别:\n"),
    "text at the place of a list": ("zh", "活动: 党课\n"),
    "record at the place of a list": ("zh", "活动: {日期: 2021-03-05, 类别: 党课}\n"),
    "text at the place of a record": ("zh", "活动:\n  - 党课\n"),
    "list at the place of a record": (
        "zh",
        "活动:\n  - {日期: 2021-03-05, 类别: 党课, 出席: [5, 4]}\n",
    ),
    "list at the place of a text": ("zh", "活动:\n  - 日期: 2021-03-05\n    类别: [党课]\n"),
    "keys at the place of a text": ("zh", "工作:\n  - 标题: {一: 二}\n"),
    "keys at the place of names": ("zh", "工作:\n  - 标题: 一\n    类别: {党课: 1}\n"),
    "list in a list of names": ("zh", "工作:\n  - 标题: 一\n    类别: [[党课]]\n"),
    "text at the place of points": ("zh", "工作:\n  - 标题: 一\n    要点: 二\n"),
    "nothing in a list of points": ("zh", "工作:\n  - 标题: 一\n    要点: [二, ~]\n"),
    "nothing but marks": ("zh", "工作:\n  - 标题: 。。\n"),
    "two lines in a name": ("zh", '数字:\n  - 名称: "一\\n二"\n    数值: 1次\n'),
    "unknown key in a section": (
        "zh",
        "工作:\n  - 标题: 一\n    小节:\n      - 标题: 二\n        小节:\n          - 题目: 三\n",
    ),
    "date in another form": ("zh", "活动:\n  - 日期: 2021-3-5\n    类别: 党课\n"),
    "date in Chinese": ("zh", "活动:\n  - 日期: 2021年3月5日\n    类别: 党课\n"),
    "date without marks": ("zh", "活动:\n  - 日期: 20210305\n    类别: 党课\n"),
    "thirteenth month": ("zh", "活动:\n  - 日期: 2021-13-01\n    类别: 党课\n"),
    "month without a day": ("zh", "计划:\n  - 编号: 一\n    标题: 二\n    期限: 2022-06\n"),
    "deadline in words": ("zh", "不足:\n  - 编号: 一\n    问题: 二\n    期限: 年底\n"),
    "Han numeral for people": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    出席:\n      应到: 十二\n",
    ),
    "half a person": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    出席:\n      应到: 1.5\n",
    ),
    "negative number of people": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    出席:\n      应到: -1\n",
    ),
    "truth for people": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    出席:\n      应到: true\n",
    ),
    "year of two digits": ("zh", "报告:\n  支部: 甲\n  年度: 21\n"),
    "year in Han numerals": ("zh", "报告:\n  支部: 甲\n  年度: 二〇二一年\n"),
    "neither year nor period": ("zh", "报告: {支部: 甲}\n"),
    "half a period": ("zh", "报告: {支部: 甲, 起始日期: 2021-01-01}\n"),
    "estimate": ("zh", "数字:\n  - 名称: 一\n    数值: 三四次\n"),
    "some tens": ("zh", "数字:\n  - 名称: 一\n    数值: 几十次\n"),
    "full-width digits": ("zh", "数字:\n  - 名称: 一\n    数值: １２次\n"),
    "quantity without a number": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    统计:\n      书: 若干本\n",
    ),
    "target without a number": (
        "zh",
        "计划:\n  - 编号: 一\n    标题: 二\n    目标:\n      党课: 多讲\n",
    ),
    "list of tallies": (
        "zh",
        "活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    统计: [书, 报]\n",
    ),
    "count without a figure": ("zh", "数字:\n  - 名称: 一\n"),
    "nothing to count": ("zh", "数字:\n  - 名称: 一\n    取自: {}\n"),
    "unknown choice": ("zh", "不足:\n  - 编号: 一\n    问题: 二\n    状态: 完成\n"),
    "choice in capitals": ("zh", "不足:\n  - 编号: 一\n    问题: 二\n    状态: Closed\n"),
    "unknown outcome": ("zh", "落实:\n  - 编号: 一\n    结果: 一般\n"),
    "unknown level": ("zh", f"{REPORT['zh']}规则:\n  BR401: 忽略\n"),
    "unknown code": ("zh", f"{REPORT['zh']}规则:\n  BR999: 关闭\n"),
    "code that cannot be silenced": ("zh", f"{REPORT['zh']}规则:\n  BR301: 关闭\n"),
    "exemption without a reason": (
        "zh",
        f"{REPORT['zh']}活动:\n  - 日期: 2021-03-05\n    类别: 党课\n    豁免: {{BR401: }}\n",
    ),
    "waiver without a reason": (
        "zh",
        "报告:\n  年度: 2021\n  支部: 甲\n  免除:\n    - 类别: 党课\n",
    ),
    "unknown key in English": ("en", "activities:\n  - date: 2021-03-05\n    kindd: ride\n"),
    "missing key in English": ("en", "plans:\n  - heading: More rides\n"),
    "date in English": ("en", "activities:\n  - date: March 5\n    kind: ride\n"),
    "quantity in English": ("en", "counts:\n  - name: rides\n    value: many rides\n"),
    "choice in English": ("en", "followups:\n  - id: P1\n    outcome: finished\n"),
    "neither year nor period in English": ("en", "report: {branch: A}\n"),
}
"""The language of the keys and the text, by what is wrong with it."""


def language_of(text: str) -> str:
    """The language of the keys at the top of ``text``."""
    return "en" if re.search("^[a-z]+:", text, re.MULTILINE) else "zh"
