"""The stored model of scam types: weights whose hash is checked before they count, and what they say of a text's grams."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from goldbell.engine.text.scam_types.features import PLACE_BITS, Grams

Floats = npt.NDArray[np.float64]
FRAUD = "fraud"
WEIGHTS, HASH = "weights.npz", "weights.sha256"


class ModelDamaged(RuntimeError):
    """The stored weights are not those that were measured: their hash differs. Nothing is classified with them."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by feature (first grams, then groups of telling words) and class: fraud against none, the types, none.

    ``column`` finds a gram's row by its place, -1 where it was not learned. Chances: fraud by a logistic of the first
    class (times ``own``) and of how far the best type stands above none (times ``margin``), types by a softmax of
    ``sharpness`` times their sums. ``accept_from``: chance from which no person is asked.
    """

    digest: str
    classes: tuple[str, ...]
    column: npt.NDArray[np.int32]
    rarity: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]
    offsets: Floats
    groups: Mapping[int, tuple[int, ...]]
    group_weight: float
    own: float
    margin: float
    shift: float
    sharpness: float
    accept_from: float

    @property
    def name(self) -> str:
        """Model and hash, as it is kept beside every verdict."""
        return f"scam-types-{self.digest[:12]}"


@cache
def learned() -> Learned:
    """The shipped model. Raises ModelDamaged when the file is not the one that was measured."""
    folder = files("goldbell.engine.text.scam_types") / "model"
    return unpack((folder / WEIGHTS).read_bytes(), (folder / HASH).read_text("ascii").split()[0])


def unpack(raw: bytes, digest: str) -> Learned:
    """A model from its bytes. Raises ModelDamaged if they do not have that sha256."""
    if hashlib.sha256(raw).hexdigest() != digest:
        raise ModelDamaged(digest)
    with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
        kept = {name: stored[name] for name in stored.files}
    column = np.full(1 << PLACE_BITS, -1, dtype=np.int32)
    column[kept["places"]] = np.arange(len(kept["places"]), dtype=np.int32)
    groups: dict[int, tuple[int, ...]] = {}
    for place, row in zip(kept["group_places"].tolist(), kept["group_rows"].tolist(), strict=True):
        groups[place] = (*groups.get(place, ()), row)
    own, margin, shift, sharpness, accept_from, group_weight = kept["figures"].tolist()
    return Learned(
        digest=digest,
        classes=tuple(kept["classes"].tolist()),
        column=column,
        rarity=kept["rarity"].astype(np.float32),
        weights=kept["weights"].astype(np.float32) * kept["scales"].astype(np.float32),
        offsets=kept["offsets"].astype(np.float64),
        groups=MappingProxyType(groups),
        group_weight=group_weight,
        own=own,
        margin=margin,
        shift=shift,
        sharpness=sharpness,
        accept_from=accept_from,
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text against the model: the sum for each class, and what each known gram and group gave."""

    sums: Floats
    rows: npt.NDArray[np.int64]  # row of weights of each gram of the text, -1 where unknown
    values: Floats  # what each of these rows counts in this text, by gram
    group_values: Mapping[int, float]


def weigh(model: Learned, found: Grams) -> Weighed:
    """Sums of a text for each class. A gram counts once however often it stands there."""
    places, first_seen = np.unique(found.places, return_index=True)
    known = model.column[places].astype(np.int64)
    kept = known >= 0
    rarity = model.rarity[known[kept]].astype(np.float64)
    length = float(np.sqrt((rarity * rarity).sum())) or 1.0
    values = rarity / length
    hits: dict[int, int] = {}
    for place in places.tolist():
        for row in model.groups.get(place, ()):
            hits[row] = hits.get(row, 0) + 1
    group_values = {row: model.group_weight * float(np.log1p(many)) for row, many in hits.items()}
    sums = model.offsets + values @ model.weights[known[kept]].astype(np.float64)
    for row, value in group_values.items():
        sums = sums + value * model.weights[row].astype(np.float64)
    rows = np.full(len(found.places), -1, dtype=np.int64)
    each = np.zeros(len(found.places))
    rows[first_seen[kept]] = known[kept]
    each[first_seen[kept]] = values
    return Weighed(sums, rows, each, MappingProxyType(group_values))


def chances(model: Learned, sums: Floats) -> Floats:
    """Chances of the classes after the first: of each type, then of none; they sum to one."""
    scale = model.own * sums[0] + model.margin * (sums[1:-1].max() - sums[-1]) + model.shift
    fraud = 1.0 / (1.0 + np.exp(-np.clip(scale, -30, 30)))
    types = model.sharpness * sums[1:-1]
    types = np.exp(types - types.max())
    return np.append(fraud * types / types.sum(), 1.0 - fraud)
