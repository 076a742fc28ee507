"""Trains the model of scam types and measures it with one source left out at a time.

    python scripts/train_scam_types.py --calls dialogues.tar.gz --sms SMSSpamCollection [--errors errors.jsonl]

Needs scikit-learn (requirements/train.in); reading texts later needs only what is stored here: weights, their hash and
``measured.json``. Same texts, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scam_model_card import card
from scam_training_texts import (
    FOLDER,
    FRAUD,
    Text,
    calls,
    grammar_lines,
    known_lines,
    own_lines,
    short_messages,
    varied,
)
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC

from goldbell.engine.text.scam_types.discovery import NONE, scam_types
from goldbell.engine.text.scam_types.features import PLACE_BITS, grams, places_of, vocabulary

TYPES = tuple(sorted(code for code in scam_types() if code != NONE))
CODES = (*TYPES, NONE)
GROUP_WEIGHT, LEAST_TEXTS, FRAUD_C, TYPE_C = 0.04, 2, 2.0, 2.0
TARGET_ACCURACY = 0.985
#: Cosine of grams from which two texts tell the same with a few words changed.
NEAR_DUPLICATE = 0.5


class Space:
    """Features: grams that stand in at least two texts, weighted by rarity, and the groups of telling words."""

    def __init__(self, places: Sequence[np.ndarray]) -> None:
        many = np.bincount(np.concatenate(places), minlength=1 << PLACE_BITS)
        self.kept = np.flatnonzero(many >= LEAST_TEXTS)
        self.column = np.full(1 << PLACE_BITS, -1, dtype=np.int32)
        self.column[self.kept] = np.arange(len(self.kept))
        self.rarity = (np.log((1 + len(places)) / (1 + many[self.kept])) + 1).astype(np.float16).astype(np.float64)
        self.groups = places_of(vocabulary())
        self.rows_of: dict[int, list[int]] = defaultdict(list)
        for row, group in enumerate(sorted(self.groups)):
            for place in self.groups[group]:
                self.rows_of[place].append(len(self.kept) + row)

    def matrix(self, places: Sequence[np.ndarray]) -> csr_matrix:
        columns, values, ends = [], [], [0]
        for each in places:
            known = self.column[each]
            known = known[known >= 0]
            rarity = self.rarity[known]
            hits: dict[int, int] = defaultdict(int)
            for place in each.tolist():
                for row in self.rows_of.get(place, ()):
                    hits[row] += 1
            columns += [known, np.array(list(hits), dtype=np.int64)]
            values += [rarity / (np.linalg.norm(rarity) or 1.0), GROUP_WEIGHT * np.log1p(np.array(list(hits.values())))]
            ends.append(ends[-1] + len(known) + len(hits))
        shape = (len(places), len(self.kept) + len(self.groups))
        return csr_matrix((np.concatenate(values), np.concatenate(columns), np.array(ends)), shape=shape)


def balanced(labels: np.ndarray, weights: np.ndarray, power: float = 0.7) -> np.ndarray:
    """Weights in which a class written about often does not drown a rare one."""
    out = weights.copy()
    for label in set(labels.tolist()):
        mine = labels == label
        out[mine] *= (weights.sum() / len(set(labels.tolist())) / weights[mine].sum()) ** power
    return out


def fit(matrix: csr_matrix, labels: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (feature × class, the first fraud against none) and offsets."""
    is_fraud = labels != NONE
    fraud = LinearSVC(C=FRAUD_C, random_state=0, max_iter=400, tol=1e-3)
    fraud.fit(matrix, is_fraud, sample_weight=balanced(is_fraud, weights, 1.0))
    said = labels != FRAUD
    types = LinearSVC(C=TYPE_C, random_state=0, max_iter=400, tol=1e-3)
    types.fit(matrix[said], labels[said], sample_weight=balanced(labels[said], weights[said]))
    order = [list(types.classes_).index(code) for code in CODES]
    return np.vstack([fraud.coef_, types.coef_[order]]).T, np.append(fraud.intercept_, types.intercept_[order])


def copied(rest: csr_matrix, test: csr_matrix) -> np.ndarray:
    """Which texts are near-duplicates of one that is to be told: they must not stand on both sides."""
    likeness = (rest @ test.T).max(axis=1).toarray().ravel()
    return likeness / (1 + GROUP_WEIGHT) > NEAR_DUPLICATE


def left_out(matrix: csr_matrix, texts: Sequence[Text], weights: np.ndarray) -> np.ndarray:
    """For each measured text the sums of a model that never saw its source; NaN for the others."""
    labels = np.array([one.label for one in texts])
    sources = np.array([one.source for one in texts])
    measured = np.array([one.measured for one in texts])
    sums = np.full((len(texts), 1 + len(CODES)), np.nan)
    for source in sorted(set(sources[measured].tolist())):
        test = (sources == source) & measured
        rest = np.flatnonzero(sources != source)
        rest = rest[~copied(matrix[rest], matrix[test])]
        coefficients, offsets = fit(matrix[rest], labels[rest], weights[rest])
        sums[test] = matrix[test] @ coefficients + offsets
        print(f"left out {source}: {int(test.sum())} texts", flush=True)
    return sums


def fraud_scale(sums: np.ndarray, figures: Sequence[float]) -> np.ndarray:
    """How far a text is a fraud: by the model of fraud against none, and by its best type against none."""
    own, margin, shift = figures[:3]
    return np.clip(own * sums[:, 0] + margin * (sums[:, 1:-1].max(axis=1) - sums[:, -1]) + shift, -30, 30)


def calibrate(sums: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> tuple[float, ...]:
    """Figures of the chances, from sums of models that never saw the source: own, margin, shift; sharpness of types."""
    is_fraud = labels != NONE
    signs = np.where(is_fraud, 1.0, -1.0)
    share = balanced(is_fraud, weights, 1.0)

    def fraud_loss(x: np.ndarray) -> float:
        return float((share * np.logaddexp(0, -signs * fraud_scale(sums, x))).sum())

    own, margin, shift = minimize(fraud_loss, np.array([1.5, 1.5, 0.0]), method="Nelder-Mead").x
    typed = np.isin(labels, TYPES)
    right = np.array([TYPES.index(label) for label in labels[typed]])
    rows = sums[typed, 1:-1]

    def type_loss(x: np.ndarray) -> float:
        z = x[0] * rows
        top = z.max(axis=1)
        return float(
            (weights[typed] * (np.log(np.exp(z - top[:, None]).sum(1)) + top - z[np.arange(len(z)), right])).sum()
        )

    sharpness = minimize(type_loss, np.array([2.0]), method="Nelder-Mead").x[0]
    return float(own), float(margin), float(shift), float(sharpness)


def chances(sums: np.ndarray, figures: Sequence[float]) -> np.ndarray:
    """Chance of each type and, last, of none."""
    fraud = 1 / (1 + np.exp(-fraud_scale(sums, figures)))[:, None]
    types = sums[:, 1:-1]
    z = np.exp(figures[3] * (types - types.max(axis=1, keepdims=True)))
    return np.hstack([fraud * z / z.sum(axis=1, keepdims=True), 1 - fraud])


def macro(right: np.ndarray, told: np.ndarray) -> float | None:
    return (
        round(float(f1_score(right, told, average="macro", labels=sorted(set(right.tolist())))), 3)
        if len(right)
        else None
    )


def measure(texts: Sequence[Text], chance: np.ndarray) -> tuple[dict[str, object], float]:
    """Tables over left-out sources and registers, and the chance from which no person needs to be asked."""
    codes = np.array(CODES)
    labels = np.array([one.label for one in texts])
    told, best = codes[chance.argmax(axis=1)], chance.max(axis=1)
    type_told = codes[chance[:, :-1].argmax(axis=1)]
    fraud_told = np.where(chance[:, -1] < 0.5, FRAUD, NONE)
    fraud_right = np.where(labels == NONE, NONE, FRAUD)
    typed, sure = np.isin(labels, TYPES), labels != FRAUD

    def row(mine: np.ndarray) -> dict[str, object]:
        return {
            "texts": int(mine.sum()),
            "fraud_macro_f1": macro(fraud_right[mine], fraud_told[mine]),
            "type_macro_f1": macro(labels[mine & typed], type_told[mine & typed]),
            "all_accuracy": round(float((told == labels)[mine & sure].mean()), 3),
        }

    parts = {"source": [one.source for one in texts], "register": [f"{one.register} {one.lang}" for one in texts]}
    tables = {
        name: {value: row(np.array(values) == value) for value in sorted(set(values))} for name, values in parts.items()
    }
    hand = np.array([one.weight == 1.0 for one in texts])
    order = np.argsort(-best[sure], kind="stable")
    accuracy = np.cumsum((told == labels)[sure][order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(accuracy >= TARGET_ACCURACY)
    cut = int(enough[-1]) if len(enough) else 0
    accept_from = float(best[sure][order][cut])
    curve = {str(c): round(float(accuracy[int(c * (len(order) - 1))]), 3) for c in (0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)}
    per_type = {c: round(float(f1_score(labels[typed] == c, type_told[typed] == c)), 3) for c in TYPES}
    overall = {
        "all": row(np.ones(len(texts), bool)),
        "by_hand": row(hand),
        "accuracy_at_coverage": curve,
        "accepted": {"from": round(accept_from, 4), "coverage": round((cut + 1) / len(order), 3)},
        "type_f1": per_type,
    }
    return {**overall, **tables}, accept_from


def stored(space: Space, coefficients: np.ndarray, offsets: np.ndarray, figures: Sequence[float]) -> bytes:
    """The model as bytes: eight bits a weight with a scale for each class, rows without any weight left out."""
    scales = np.abs(coefficients).max(axis=0) / 127
    small = np.round(coefficients / scales).astype(np.int8)
    grams_kept, group_rows = small[: len(space.kept)], small[len(space.kept) :]
    useful = np.flatnonzero(np.abs(grams_kept).max(axis=1) > 1)
    names = sorted(space.groups)
    pairs = [(place, len(useful) + row) for row, name in enumerate(names) for place in space.groups[name]]
    out = io.BytesIO()
    arrays: Mapping[str, np.ndarray] = {
        "classes": np.array([FRAUD, *CODES]),
        "places": space.kept[useful].astype(np.uint32),
        "rarity": space.rarity[useful].astype(np.float16),
        "weights": np.vstack([grams_kept[useful], group_rows]),
        "scales": scales.astype(np.float32),
        "offsets": offsets.astype(np.float64),
        "group_places": np.array([place for place, _ in pairs], dtype=np.int32),
        "group_rows": np.array([row for _, row in pairs], dtype=np.int32),
        "figures": np.array([*figures, GROUP_WEIGHT]),
    }
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def trained(texts: Sequence[Text], figures: Sequence[float]) -> bytes:
    """The model of all texts as bytes: the same for the same texts."""
    places = [np.unique(grams(one.text).places) for one in texts]
    space = Space(places)
    weights = np.array([one.weight for one in texts])
    coefficients, offsets = fit(space.matrix(places), np.array([one.label for one in texts]), weights)
    return stored(space, coefficients, offsets, figures)


def gathered(arguments: argparse.Namespace) -> list[Text]:
    by_hand = list(own_lines())
    return [
        *by_hand,
        *calls(arguments.calls),
        *short_messages(arguments.sms),
        *grammar_lines(),
        *known_lines(),
        *varied(by_hand),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=Path, required=True, help="TeleAntiFraud dialogues.tar.gz")
    parser.add_argument("--sms", type=Path, required=True, help="UCI SMSSpamCollection")
    parser.add_argument("--out", type=Path, default=FOLDER / "model")
    parser.add_argument("--errors", type=Path, help="write what a model without the source got wrong")
    arguments = parser.parse_args()
    texts = gathered(arguments)
    places = [np.unique(grams(one.text).places) for one in texts]
    space = Space(places)
    matrix = space.matrix(places)
    weights = np.array([one.weight for one in texts])
    sums = left_out(matrix, texts, weights)
    seen = np.flatnonzero([one.measured for one in texts])
    measured = [texts[place] for place in seen]
    labels = np.array([one.label for one in measured])
    figures = calibrate(sums[seen], labels, weights[seen])
    chance = chances(sums[seen], figures)
    report, accept_from = measure(measured, chance)
    if arguments.errors:
        write_errors(arguments.errors, measured, chance)
    raw = trained(texts, (*figures, accept_from))
    if trained(gathered(arguments), (*figures, accept_from)) != raw:
        raise SystemExit("trained twice from the same texts, and the bytes differ")
    digest = hashlib.sha256(raw).hexdigest()
    arguments.out.mkdir(exist_ok=True)
    (arguments.out / "weights.npz").write_bytes(raw)
    (arguments.out / "weights.sha256").write_text(f"{digest}  weights.npz\n", "ascii")
    report = {"sha256": digest, "trained_on": len(texts), **report}
    told = json.dumps(report, ensure_ascii=False, indent=1)
    (arguments.out / "card.md").write_text(card(report, len(raw)), "utf-8")
    (arguments.out / "measured.json").write_text(told + "\n", "utf-8")
    print(told, f"{len(raw)} bytes")


def write_errors(path: Path, texts: Sequence[Text], chance: np.ndarray) -> None:
    codes = CODES
    with path.open("w", encoding="utf-8") as out:
        for one, row in zip(texts, chance, strict=True):
            told = codes[int(row.argmax())]
            if told != one.label and not (one.label == FRAUD and told != NONE):
                line = [one.label, told, round(float(row.max()), 3), one.source, one.text[:200]]
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
