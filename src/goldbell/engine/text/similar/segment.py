"""A segment of the index: some texts that were put in together, never changed afterwards.

Arrays only, so that a segment on disk is mapped into memory and costs nothing until it is asked. For each band a table
leads from the key straight to the passages that have it (no search, no comparison of keys).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from goldbell.engine.text.similar.minhash import BANDS, band_keys, mixed, pairs, short_signs, signatures
from goldbell.engine.text.similar.passages import passages
from goldbell.engine.text.similar.tokens import TokenBatch

_BAND: Final = np.arange(BANDS)


@dataclass(frozen=True, slots=True)
class Segment:
    """Texts ``0…n``: their ids (UTF-8, one after the other), tokens with the characters they came from (steps from the
    start of the one before, lengths), and their passages (text, first and last token) with keys and short signs."""

    id_bytes: NDArray[np.uint8]
    id_offsets: NDArray[np.int64]
    id_hashes: NDArray[np.uint64]
    id_order: NDArray[np.uint32]
    tokens: NDArray[np.uint16]
    steps: NDArray[np.uint8]
    lengths: NDArray[np.uint8]
    token_offsets: NDArray[np.int64]
    passage_text: NDArray[np.uint32]
    passage_span: NDArray[np.uint32]
    keys: NDArray[np.uint32]
    signs: NDArray[np.uint8]
    bucket_offsets: NDArray[np.uint32]
    bucket_passages: NDArray[np.uint32]

    @property
    def texts(self) -> int:
        """How many texts it holds."""
        return len(self.id_offsets) - 1

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return sum(getattr(self, one.name).nbytes for one in fields(self))

    def id_of(self, text: int) -> str:
        """The id under which a text was put in."""
        return bytes(self.id_bytes[self.id_offsets[text] : self.id_offsets[text + 1]]).decode("utf-8", "surrogatepass")

    def places_of(self, ids: Sequence[str], hashes: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
        """Which of ``ids`` (with their hashes) are here: place among ``ids``, text."""
        at = np.searchsorted(self.id_hashes, hashes)
        near = np.minimum(at, max(len(self.id_hashes) - 1, 0))
        for place in np.flatnonzero(self.id_hashes[near] == hashes).tolist() if len(self.id_hashes) else ():
            slot = int(at[place])
            while slot < len(self.id_hashes) and self.id_hashes[slot] == hashes[place]:
                if self.id_of(text := int(self.id_order[slot])) == ids[place]:
                    yield place, text
                slot += 1

    def tokens_of(self, text: int) -> NDArray[np.uint16]:
        """The tokens of a text, filling signs among them (see ``_in_steps``)."""
        return self.tokens[self.token_offsets[text] : self.token_offsets[text + 1]]

    def characters_of(self, text: int, first: int, last: int) -> tuple[int, int]:
        """The characters from token ``first`` to token ``last`` (inclusive) of a text as it was put in."""
        begin = self.token_offsets[text]
        starts = np.cumsum(self.steps[begin : begin + last + 1].astype(np.int64))
        return int(starts[first]), int(starts[last]) + int(self.lengths[begin + last])

    def candidates(self, keys: NDArray[np.uint32], budget: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The passages that share a band with a signature, and in how many bands.

        Smallest buckets first, at most ``budget`` entries: a bucket that half the texts are in (the heading of a form,
        a common opening) says nothing and would cost most.
        """
        slots = (self.bucket_offsets.shape[1] - 1) - 1
        at = (keys & np.uint32(slots)).astype(np.int64)
        low, high = self.bucket_offsets[_BAND, at].astype(np.int64), self.bucket_offsets[_BAND, at + 1].astype(np.int64)
        sizes = high - low
        order = np.argsort(sizes, kind="stable")
        total = np.cumsum(sizes[order])
        order = order[(total <= budget) & (sizes[order] > 0)]
        if not len(order):
            return np.zeros(0, np.uint32), np.zeros(0, np.int64)
        sizes, low = sizes[order], low[order] + order * len(self.keys)
        ends = np.cumsum(sizes)
        entries = np.repeat(low - ends + sizes, sizes) + np.arange(ends[-1])
        met = self.bucket_passages[entries]
        met.sort()
        first = np.concatenate(([0], np.flatnonzero(met[1:] != met[:-1]) + 1))
        return met[first], np.diff(np.append(first, len(met)))


def hashes_of(ids: Sequence[str]) -> NDArray[np.uint64]:
    """A number for each id by which it is looked up; the same on every machine."""
    digests = (hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=8).digest() for one in ids)
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)


def build(ids: Sequence[str], batch: TokenBatch) -> Segment:
    """A segment of the texts of a batch, in their order."""
    tokens, steps, lengths, offsets = _in_steps(batch)
    text, span = _passages(offsets)
    keys, signs = sign_passages(tokens, offsets[text] + span[:, 0], offsets[text] + span[:, 1])
    encoded = [one.encode("utf-8", "surrogatepass") for one in ids]
    id_offsets = np.concatenate(([0], np.cumsum([len(one) for one in encoded]))).astype(np.int64)
    hashes = hashes_of(ids)
    order = np.argsort(hashes, kind="stable")
    bucket_offsets, bucket_passages = _buckets(keys)
    return Segment(
        np.frombuffer(b"".join(encoded), np.uint8), id_offsets, hashes[order], order.astype(np.uint32),
        tokens, steps, lengths, offsets,
        text, span.astype(np.uint32), keys, signs, bucket_offsets, bucket_passages,
    )  # fmt: skip


def join(parts: Sequence[tuple[Segment, NDArray[np.bool_]]]) -> Segment:
    """One segment of the texts of several that are still wanted (one flag a text), in their order."""
    picked = [_kept(segment, wanted) for segment, wanted in parts]
    sizes = [len(one["id_sizes"]) for one in picked]
    shift = np.concatenate(([0], np.cumsum(sizes)))[:-1]
    whole = {name: np.concatenate([one[name] for one in picked]) for name in picked[0] if name != "passage_text"}
    text = np.concatenate([one["passage_text"] + np.uint32(by) for one, by in zip(picked, shift, strict=True)])
    order = np.argsort(whole["hashes"], kind="stable")
    bucket_offsets, bucket_passages = _buckets(whole["keys"])
    return Segment(
        whole["id_bytes"], _offsets(whole["id_sizes"]), whole["hashes"][order], order.astype(np.uint32),
        whole["tokens"], whole["steps"], whole["lengths"],
        _offsets(whole["token_sizes"]), text, whole["passage_span"], whole["keys"], whole["signs"],
        bucket_offsets, bucket_passages,
    )  # fmt: skip


def _offsets(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def _kept(segment: Segment, wanted: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    """The arrays of a segment without the texts that are no longer wanted."""
    id_sizes, token_sizes = np.diff(segment.id_offsets), np.diff(segment.token_offsets)
    hashes = np.empty(segment.texts, np.uint64)
    hashes[segment.id_order] = segment.id_hashes
    passages_wanted = wanted[segment.passage_text]
    of_tokens = slice(None) if wanted.all() else np.repeat(wanted, token_sizes)
    number = (np.cumsum(wanted) - 1).astype(np.uint32)
    return {
        "id_bytes": segment.id_bytes[np.repeat(wanted, id_sizes)],
        "id_sizes": id_sizes[wanted],
        "hashes": hashes[wanted],
        "tokens": segment.tokens[of_tokens],
        "steps": segment.steps[of_tokens],
        "lengths": segment.lengths[of_tokens],
        "token_sizes": token_sizes[wanted],
        "passage_text": number[segment.passage_text[passages_wanted]],
        "passage_span": segment.passage_span[passages_wanted],
        "keys": segment.keys[passages_wanted],
        "signs": segment.signs[passages_wanted],
    }


def _in_steps(
    batch: TokenBatch,
) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]]:
    """Where tokens lie, in a byte each: the step from the token before. A gap of more than 255 characters is bridged by
    filling signs (token 0), which make no pair with anything that another text holds."""
    starts = batch.starts.astype(np.int64)
    step = np.diff(starts, prepend=0)
    heads = batch.offsets[:-1][np.diff(batch.offsets) > 0]
    step[heads] = starts[heads]
    fillers = np.maximum(step - 1, 0) // 255
    at = np.arange(len(step)) + np.cumsum(fillers)
    size = int(fillers.sum()) + len(step)
    tokens, steps, lengths = np.zeros(size, np.uint16), np.full(size, 255, np.uint8), np.zeros(size, np.uint8)
    tokens[at] = batch.tokens
    steps[at] = step - 255 * fillers
    lengths[at] = np.minimum(batch.ends.astype(np.int64) - starts, 255)
    before = np.concatenate(([0], np.cumsum(fillers)))
    return tokens, steps, lengths, batch.offsets + before[batch.offsets]


def _passages(offsets: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    found = [(text, *span) for text, size in enumerate(np.diff(offsets).tolist()) for span in passages(size)]
    table = np.array(found, np.int64).reshape(-1, 3)
    return table[:, 0].astype(np.uint32), table[:, 1:]


def sign_passages(
    tokens: NDArray[np.uint16], first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Band keys and short signs of the passages ``tokens[first:last]``, each of at least two tokens."""
    keys, signs = np.empty((len(first), BANDS), np.uint32), np.empty((len(first), BANDS * 3), np.uint8)
    found = mixed(pairs(tokens)) if len(tokens) > 1 else np.zeros(0, np.uint32)
    for start in range(0, len(first), 2_048):
        part = slice(start, start + 2_048)
        sizes = last[part] - first[part] - 1
        begins = np.concatenate(([0], np.cumsum(sizes)))
        index = np.repeat(first[part] - begins[:-1], sizes) + np.arange(begins[-1])
        signed = signatures(found[index], begins)
        keys[part], signs[part] = band_keys(signed), short_signs(signed)
    return keys, signs


def _buckets(keys: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """For each band, where each slot's passages begin, and the passages by slot; about one passage a slot."""
    count = len(keys)
    slots = 1 << max(6, (count - 1).bit_length() if count else 0)
    offsets = np.zeros((BANDS, slots + 1), np.uint32)
    order = np.empty((BANDS, count), np.uint32)
    for band in range(BANDS):
        slot = keys[:, band] & np.uint32(slots - 1)
        order[band] = np.argsort(slot, kind="stable")
        np.cumsum(np.bincount(slot, minlength=slots), out=offsets[band, 1:])
    return offsets, order.reshape(-1)
