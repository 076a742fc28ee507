"""The card of the model of scam types, written from what was measured, so that card and weights never part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_HEAD = """# Model of scam types · 骗局类型模型

Made by `scripts/train_scam_types.py`; weights `weights.npz`, sha256 `{sha256}`, {size} bytes.
Loading refuses weights of any other hash. Trained twice from the same texts: same bytes.

**What it is for.** To propose a scam type (or two) to an officer who decides, and to sort texts in bulk. It is no ground
for an act against anybody.

**What it is.** Two linear models (support vectors) over runs of one to four characters or words and over groups of telling
words: fraud against none, and one against the rest for 13 types and none. Eight bits a weight. Chances by a logistic and a
softmax, fitted on sums of models that never saw the source of the text.

**What it learned from.** {trained_on} texts: lines of our own in four registers, Chinese and English; texts of our grammars
(weight 0.3); the sentences of the types' definitions (0.3); our lines again in frames and pieces (0.3); samples of
TeleAntiFraud (Apache-2.0; 0.15) and of UCI SMS Spam (CC BY 4.0; 0.05). Of TeleAntiFraud, customer service is
`fake_customer_service`, investment `fake_investment`, lottery and ransom `other`; its kinds that are not ours (parcels,
phishing, identity) teach fraud against none only, and so do its banks where they call themselves customer service; the few
that do not are `other`.

**Customer service.** A call or chat from somebody who names himself the service of a shop, a courier, a platform, a payment
app or a bank (card centre, risk desk) and wants codes, card or screen is `fake_customer_service`. Who poses as a
clerk of the bank, and a message that only carries a link (points, toll, insurance), is `other`.

**What it does not know.** English is weaker than Chinese: see the registers. Dialect written out, languages other than these
two, scripts that appeared after it was trained. Texts of a few words without money or a link are doubtful to it, and it says
so. English words that carry grammar only do not count. Of a long page it reads the first 20,000 characters. Nobody's real
report is among the texts; figures on real reports of a unit may differ.

## Measured with one source left out

A source is a hand that writes, or a data set. The model that is asked never saw that source, nor a near-duplicate of the
text (cosine of grams over 0.5). Macro-F1 over the classes that occur there; `right`: type and none together.

"""


def row_of(name: str, one: Mapping[str, Any]) -> str:
    figures = [one["fraud_macro_f1"], one["type_macro_f1"], one["all_accuracy"]]
    told = ["–" if figure is None else f"{figure:.3f}" for figure in figures]
    return f"| {name} | {one['texts']} | {' | '.join(told)} |"


def tables(report: Mapping[str, Any]) -> str:
    """Tables over sources and registers, coverage and types, as Markdown."""
    lines = ["| left out | texts | fraud/none F1 | type F1 | right |", "|---|---|---|---|---|"]
    lines += [row_of(name, one) for name, one in report["source"].items()]
    lines += [row_of("**all**", report["all"]), row_of("**our own lines**", report["by_hand"]), ""]
    lines += ["| register | texts | fraud/none F1 | type F1 | right |", "|---|---|---|---|---|"]
    lines += [row_of(name, one) for name, one in report["register"].items()]
    accepted, curve = report["accepted"], report["accuracy_at_coverage"]
    lines += ["", "| share of texts told without a person | " + " | ".join(curve) + " |", "|---|" + "---|" * len(curve)]
    lines += ["| of these right | " + " | ".join(f"{value:.3f}" for value in curve.values()) + " |", ""]
    lines += [
        f"`accept` from a chance of {accepted['from']}: {accepted['coverage']:.0%} of these texts, ≥ 98.5 % right.",
        "",
    ]
    lines += [
        "| type | F1 |",
        "|---|---|",
        *(f"| `{code}` | {value:.3f} |" for code, value in report["type_f1"].items()),
    ]
    return "\n".join(lines) + "\n"


def card(report: Mapping[str, Any], size: int) -> str:
    """The whole card."""
    return _HEAD.format(sha256=report["sha256"], size=size, trained_on=report["trained_on"]) + tables(report)
