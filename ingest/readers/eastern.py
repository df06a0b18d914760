"""Chinese, Japanese and Korean in their older encodings: told by kana, by hangul, and by how usual the characters are."""

import re
from collections.abc import Iterator

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fb-\u30fe]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff]")
_PRINT = re.compile(
    "[\u3000-\u303f\uff01-\uff5e\uffe0-\uffe6\u2010-\u203e\u2103\u2116\u2160-\u216b\u2190-\u2193\u2460-\u2473\u25a0-\u25cf\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7]"
)
_BEYOND = re.compile(r"[^\x00-\x7f]")
_SHIFTS = re.compile(rb"\x1b(?:\$[@AB]|\$\)[AC]|\$\([CD]|\(J)")
_WITHIN = re.compile(
    "[a-z][\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3]{1,2}[a-z]"
)  # such a sign is a part of a western word
_MOST = 0.9
_FEW = 3  # characters


def shifted(raw: bytes) -> str:
    """The encoding of bytes that shift between ASCII and another set; "" for others."""
    if not _SHIFTS.search(raw):
        return ""
    return next((name for name in ("iso2022_jp_2", "iso2022_kr") if _read(raw, name)), "")


def eastern(raw: bytes) -> Iterator[str]:
    """The encodings in which bytes are text in one of the three languages."""
    korean = _korean(raw)
    japanese = [name for name in ("cp932", "euc_jp") if _is_japanese(_read(raw, name))]
    if japanese:
        yield from japanese
    elif korean > _MOST:
        yield "cp949"
    else:
        yield from (name for name, last in (("gb18030", 0xD7), ("big5", 0xC6)) if _is_chinese(raw, name, last))


def _read(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_known(text: str) -> bool:
    """Whether all beyond ASCII are characters or signs of print of the three languages, and not too few."""
    beyond = len(_BEYOND.findall(text))
    known = sum(len(one.findall(text)) for one in (_KANA, _HANGUL, _HAN, _PRINT))
    return beyond >= _FEW and known == beyond and not _WITHIN.search(text)


def _is_japanese(text: str) -> bool:
    """Whether a fifth of the characters, two at least, are kana, as in every sentence."""
    kana = len(_KANA.findall(text))
    return kana > 1 and _is_known(text) and not _HANGUL.search(text) and 5 * kana >= kana + len(_HAN.findall(text))


def _korean(raw: bytes) -> float:
    """How many (0..1) of the characters are hangul in bytes read as Korean; words stand apart in it."""
    text = _read(raw, "cp949")
    if not _is_known(text) or _KANA.search(text):
        return 0.0
    hangul = sum(bool(one.encode("euc_kr", "ignore")) for one in _HANGUL.findall(text))
    longest = max((len(word) for word in re.findall("[\uac00-\ud7a3]+", text)), default=0)
    known = len(_HANGUL.findall(text)) + len(_HAN.findall(text))
    return hangul / (known or 1) if longest <= 12 else 0.0


def _is_chinese(raw: bytes, encoding: str, last: int) -> bool:
    """Whether nearly all characters are of the first plane of the set, the usual ones, which ends with a first byte."""
    text = _read(raw, encoding)
    if not _is_known(text) or _KANA.search(text):
        return False
    code = "gb2312" if encoding == "gb18030" else encoding
    firsts = [one.encode(code, "ignore")[:1] for one in _HAN.findall(text)]
    usual = sum(bool(first) and first[0] <= last for first in firsts)
    return bool(firsts) and usual >= _MOST * len(firsts)
