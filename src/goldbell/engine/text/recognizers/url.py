"""Web addresses (网址): with a scheme, a path, a port or www; also defanged ones (hxxp, [.], 点)."""

from __future__ import annotations

from collections.abc import Iterator

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_SCHEME = "写明了 http"
_SUFFIX = "域名后缀是公开的"
_DEFANGED = "改写过的网址，已还原"


def _find(reading: Reading) -> Iterator[Candidate]:
    for found in reading.hosts:
        if not (found.scheme or found.path or found.host.startswith(("www.", "wap.", "m."))):
            continue
        scheme = f"{found.scheme}://" if found.scheme else ""
        reasons = ((_SCHEME,) if scheme else ()) + ((_SUFFIX,) if found.domain else ())
        yield Candidate(
            f"{scheme}{found.host}{found.path}",
            found.start,
            found.end,
            0.985 if scheme else 0.9,
            (*reasons, _DEFANGED) if found.defanged else reasons,
        )


RECOGNIZER = Recognizer(
    kind="url",
    label_zh="网址",
    label_en="Web address",
    find=_find,
    phrases={
        _SCHEME: "Written with http",
        _SUFFIX: "Ends in a public suffix",
        _DEFANGED: "Was written defanged; restored",
    },
    samples={
        "打开https://Shop.Example.com/a?b=1。": ("https://shop.example.com/a?b=1",),
        "点hxxp://pay[.]example[.]top/x": ("http://pay.example.top/x",),
        "登录www.example.vip看收益": ("www.example.vip",),
        "ｗｗｗ．ｅｘａｍｐｌｅ．ｎｅｔ": ("www.example.net",),
        "http://203.0.113.7:8080/app": ("http://203.0.113.7:8080/app",),
        "www点example点com": ("www.example.com",),
        "打开https://中文.com/a领取": ("https://中文.com/a",),
        "http://user:pw@evil.example.com/x": ("http://evil.example.com/x",),
        "http://www。example。com/login": ("http://www.example.com/login",),
        "https://xn--fiq228c.com/a": ("https://中文.com/a",),
    },
    near_misses=("3.5万", "a.b", "2026.11.21", "someone@example.com", "文件.doc", "8点30分", "示例。com", ""),
)
