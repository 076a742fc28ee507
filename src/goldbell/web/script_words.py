"""The words that scripts say, in the reader's language; kept here so that one check covers both languages."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

from goldbell.web.marks import PHASE_WORDS


def script_words() -> dict[str, str]:
    """Key to word; %(name)s slots are filled by the script."""
    return {
        "second": pgettext("span", "秒"),
        "minute": pgettext("span", "分"),
        "hour": pgettext("span", "时"),
        "day": pgettext("span", "天"),
        "today": gettext("今日 %(time)s"),
        "since": gettext("转出 %(since)s，%(way)s，%(phase)s"),
        **{phase.value: str(word) for phase, word in PHASE_WORDS.items()},
        "live": gettext("实时"),
        "live_cut": gettext("断开，停在 %(time)s"),
        "saved": gettext("已自动保存 %(time)s"),
        "saving": gettext("正在保存"),
        "unsaved": gettext("没有存上，字还在页面里。请保持页面打开，会再试"),
        "copied": gettext("已复制"),
        "copy_failed": gettext("没有复制成，请手工选中"),
        "sending": gettext("已传 %(part)s%%"),
        "sent": gettext("已收到"),
        "send_failed": gettext("没有传上，文件没有存下。请再传一次"),
        "too_big": gettext("文件超过 %(most)s MB，没有传。请拆开再传"),
        "press_again": gettext("再按一次 %(key)s 才执行"),
        "reply_lost": gettext("没有得到回答，结果不明。请刷新页面看现在的状态，再决定要不要重做"),
        "reply_refused": gettext("没有办成：%(reason)s"),
        "key_search": gettext("搜索"),
        "key_next": gettext("做下一步"),
        "key_rows": gettext("上一行、下一行"),
        "key_list": gettext("显示这张表"),
        "key_leave": gettext("关闭、退出输入"),
    }
