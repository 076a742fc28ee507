"""Sealed values: opened by nobody who changed a bit of them, found without being read."""

from __future__ import annotations

import io
import pickle
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings, settings
from django.db import connection
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from goldbell.apps.identity import scope
from goldbell.apps.identity.tests.builders import District, make_district
from goldbell.apps.privacy import blind, datakeys, files, keyring
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.fields import BlindField, SealedField
from goldbell.apps.privacy.masks import mask
from goldbell.apps.privacy.models import DataKey
from goldbell.apps.privacy.sealing import SealBroken, Sealed, seal, unseal, warm
from goldbell.apps.privacy.services import new_key
from goldbell.common.actors import system

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def district(db: None) -> District:
    with scope.everything("test"):
        return make_district()


@pytest.fixture
def key(district: District) -> UUID:
    with scope.everything("test") as by:
        return new_key(by=by, now=NOW, unit_id=district.station.pk)


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (Kind.NAME, "周桂兰", "周*兰"),
        (Kind.NAME, "王芳", "王*"),
        (Kind.NAME, "欧阳若兰", "欧**兰"),
        (Kind.NAME, "John Smith", "J*** S****"),
        (Kind.NAME, "李", "*"),
        (Kind.PHONE, "13912342716", "139****2716"),
        (Kind.PHONE, "+86 139-1234-2716", "139****2716"),
        (Kind.PHONE, "110", "****"),
        (Kind.ACCOUNT, "6217 0012 3456 7892 716", "****2716"),
        (Kind.ACCOUNT, "2716", "****"),
        (Kind.ID_NUMBER, "33010619600101271X", "330*************1X"),
        (Kind.ADDRESS, "金川市河湾区文三路138号2单元501", "金川市河湾区文三路***"),
        (Kind.ADDRESS, "金川市河湾区7幢", "金川市河湾区***"),
        (Kind.ADDRESS, "幸福里七号楼", "幸福***"),
        (Kind.WORDS, "他让我转账", "〔5 字〕"),
        (Kind.FILE, "周桂兰流水.xlsx", "周***.xlsx"),
        (Kind.OTHER, "任何内容", "***"),
        (Kind.NAME, "  ", ""),
    ],
)
def test_a_mask_recognises_without_telling(kind: Kind, text: str, shown: str) -> None:
    assert mask(kind, text) == shown


@given(kind=st.sampled_from(list(Kind)), text=st.text(min_size=2, max_size=40))
def test_no_mask_tells_the_whole_value(kind: Kind, text: str) -> None:
    value = " ".join(text.split())
    if len(value) >= 2:
        assert mask(kind, text) != value or set(value) == {"*"}


def test_a_value_comes_back_and_shows_its_mask_only(key: UUID) -> None:
    sealed = seal(key, Kind.NAME, "周桂兰")
    assert unseal(sealed) == "周桂兰"
    assert str(sealed) == f"{sealed}" == sealed.masked == "周*兰"
    assert "桂" not in repr(sealed)
    assert "周桂兰".encode() not in sealed.raw
    assert sealed != seal(key, Kind.NAME, "周桂兰")
    assert sealed == Sealed(sealed.raw) == pickle.loads(pickle.dumps(sealed))
    with pytest.raises(AttributeError):
        sealed.raw = b""  # type: ignore[misc]


def test_lengths_are_rounded_up(key: UUID) -> None:
    assert len(seal(key, Kind.NAME, "王芳").raw) == len(seal(key, Kind.NAME, "周桂兰").raw)


@effort(max_examples=150)
@given(place=st.integers(min_value=0), flip=st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, flip: int) -> None:
    key = UUID(int=7)
    datakeys._remember(key, bytes(range(32)))
    raw = bytearray(seal(key, Kind.ACCOUNT, "6217001234567892716").raw)
    raw[place % len(raw)] ^= flip
    datakeys._remember(Sealed(bytes(raw)).key if raw[0] == 1 and raw[1] < 8 else key, bytes(range(32)))
    with pytest.raises(SealBroken):
        unseal(Sealed(bytes(raw)))


def test_a_value_of_one_person_does_not_open_as_another(key: UUID, district: District) -> None:
    with scope.everything("test") as by:
        other = new_key(by=by, now=NOW, unit_id=district.station.pk)
    raw = seal(key, Kind.NAME, "周桂兰").raw
    with pytest.raises(SealBroken):
        unseal(Sealed(raw[:2] + other.bytes + raw[18:]))


def test_a_damaged_value_does_not_close_the_page(key: UUID) -> None:
    raw = bytearray(seal(key, Kind.NAME, "周桂兰").raw)
    raw[-1] ^= 1
    assert Sealed(bytes(raw)).masked == "〔读不出〕"


def test_fields_refuse_what_is_not_sealed(key: UUID) -> None:
    field = SealedField(kind=Kind.NAME, name="holder")
    assert field.get_prep_value(seal(key, Kind.NAME, "周桂兰"))
    with pytest.raises(TypeError):
        field.get_prep_value("周桂兰")
    with pytest.raises(ValueError):
        field.get_prep_value(seal(key, Kind.PHONE, "13912342716"))
    with pytest.raises(ValueError):
        BlindField(name="account_blind").get_prep_value("6217001234567892716")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.ACCOUNT, "6217 0012 3456 7892 716", "６２１７0012-34567892716"),
        (Kind.PHONE, "+86 139 1234 2716", "13912342716"),
        (Kind.ID_NUMBER, "33010619600101271x", " 33010619600101271X "),
        (Kind.ACCOUNT, "Zhou@Example.com", "zhou@example.COM"),
    ],
)
def test_equal_values_have_equal_fingerprints(kind: Kind, one: str, other: str) -> None:
    assert blind.blind(kind, one) == blind.blind(kind, other)
    assert len(blind.blind(kind, one)) == 16


def test_fingerprints_differ_by_kind_and_by_index_key(tmp_path: Path, settings: LazySettings) -> None:
    here = blind.blind(Kind.ACCOUNT, "13912342716")
    assert here != blind.blind(Kind.PHONE, "13912342716")
    settings.GOLDBELL_KEYS = tmp_path
    assert here != blind.blind(Kind.ACCOUNT, "13912342716")


def test_two_characters_are_found_and_none_is_readable(db: None) -> None:
    words = " ".join(blind.blind_words("客服让我把钱转到安全账户，说要先止付。QQ 12345"))
    for wanted, found in (("止付", True), ("安全账户", True), ("刷单", False), ("qq", True), ("付止", False)):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT to_tsvector('simple', %s) @@ to_tsquery('simple', %s),"
                " %s::tsvector @@ to_tsquery('simple', %s)",
                [words, blind.word_query(wanted), words, blind.word_query(wanted)],
            )
            assert cursor.fetchone() == (found, found), wanted
    assert words.isascii()
    assert words.replace(" ", "").isalpha()


def test_master_keys_rotate_and_old_values_stay_open(key: UUID, district: District) -> None:
    from goldbell.apps.privacy.services.keys import rewrap_some

    sealed = seal(key, Kind.NAME, "周桂兰")
    before = DataKey.objects.get(pk=key).master
    keyring.add_master()
    with scope.everything("test"):
        while rewrap_some(by=system("privacy"), now=NOW):
            pass
    datakeys.forget()
    row = DataKey.objects.get(pk=key)
    assert row.master == keyring.newest_master() > before
    keyring.retire_master(before)
    assert unseal(sealed) == "周桂兰"


def test_swapped_wrapped_keys_are_noticed(key: UUID, district: District) -> None:
    with scope.everything("test") as by:
        other = new_key(by=by, now=NOW, unit_id=district.station.pk)
        sealed = seal(key, Kind.NAME, "周桂兰")
        DataKey.objects.filter(pk=key).update(wrapped=DataKey.objects.get(pk=other).wrapped)
    datakeys.forget()
    with pytest.raises(datakeys.WrapBroken):
        unseal(sealed)


def test_a_list_needs_one_question_for_its_keys(
    key: UUID, district: District, django_assert_num_queries: object
) -> None:
    with scope.everything("test") as by:
        keys = [key] + [new_key(by=by, now=NOW, unit_id=district.station.pk) for _ in range(20)]
    values = [seal(each, Kind.NAME, "周桂兰") for each in keys]
    datakeys.forget()
    with django_assert_num_queries(1):  # type: ignore[operator]
        warm([*values, None])
        assert {value.masked for value in values} == {"周*兰"}


@pytest.mark.parametrize("size", [0, 1, files.CHUNK - 1, files.CHUNK, files.CHUNK + 1, 3 * files.CHUNK])
def test_a_file_comes_back_whole(key: UUID, size: int) -> None:
    content = (b"6217001234567892716," * (size // 20 + 1))[:size]
    for source in (content, io.BytesIO(content)):
        stored = files.store(key, source, "周桂兰流水.csv")
        assert (files.open_(stored.path_id, key), stored.size) == (content, size)
        assert files.name_of(stored.path_id, key) == "周桂兰流水.csv"
        raw = (Path(settings.GOLDBELL_VAULT) / stored.path_id[:2] / stored.path_id).read_bytes()
        assert b"6217001234" not in raw
        assert "周桂兰".encode() not in raw


@effort(max_examples=40, deadline=None)
@given(place=st.integers(min_value=0), flip=st.integers(1, 255), cut=st.booleans())
def test_a_changed_or_cut_file_is_noticed(place: int, flip: int, cut: bool) -> None:
    key = UUID(int=9)
    datakeys._remember(key, bytes(range(32)))
    stored = files.store(key, b"x" * 5000, "a.csv")
    where = Path(settings.GOLDBELL_VAULT) / stored.path_id[:2] / stored.path_id
    raw = bytearray(where.read_bytes())
    if cut:
        del raw[place % len(raw) :]
    else:
        raw[place % len(raw)] ^= flip
    where.write_bytes(raw)
    with pytest.raises(SealBroken):
        files.open_(stored.path_id, key)


def test_whole_chunks_cannot_be_cut_off_or_swapped(key: UUID) -> None:
    stored = files.store(key, b"a" * files.CHUNK + b"b" * files.CHUNK + b"c", "a.bin")
    where = Path(settings.GOLDBELL_VAULT) / stored.path_id[:2] / stored.path_id
    raw = where.read_bytes()
    starts, at = [], 48
    while at < len(raw):
        starts.append(at)
        at += 4 + int.from_bytes(raw[at : at + 4], "big")
    assert len(starts) == 4
    one, two, three = raw[starts[1] : starts[2]], raw[starts[2] : starts[3]], raw[starts[3] :]
    for forged in (one + two, two + one + three, one + one + three, one + three):
        where.write_bytes(raw[: starts[1]] + forged)
        with pytest.raises(SealBroken):
            files.open_(stored.path_id, key)


@pytest.mark.parametrize("path_id", ["../../keys/index", "", "A" * 32, "0" * 31])
def test_the_vault_has_no_other_doors(path_id: str) -> None:
    with pytest.raises(files.FileGone):
        files.open_(path_id, UUID(int=1))
