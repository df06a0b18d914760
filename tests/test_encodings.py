"""Files in older encodings go in clean, with a note of what was assumed, or are refused in one line: never with wrong letters."""

from pathlib import Path

import pytest

from ingest.document import Unreadable
from ingest.readers import read

TEXTS = {
    "polish": "Każdy pracownik zgłasza zdarzenie w ciągu 24 godzin. Właściciel ryzyka zatwierdza wyjątki, a źródła są jawne.",
    "czech": "Každý zaměstnanec musí nahlásit událost do 24 hodin. Vlastník rizika schvaluje výjimky a uchovává důkazy, šíří řád.",
    "slovak": "Každý zamestnanec musí nahlásiť udalosť do 24 hodín. Vlastník rizika schvaľuje výnimky a uchováva dôkazy.",
    "hungarian": "Minden munkavállaló köteles az eseményt 24 órán belül bejelenteni, és a felelős vezető őrzi a bizonyítékot.",
    "croatian": "Svaki zaposlenik mora prijaviti događaj u roku od 24 sata. Vlasnik rizika čuva dokaze i iznimke, žurno šalje.",
    "lithuanian": "Kiekvienas darbuotojas privalo pranešti apie įvykį per 24 valandas ir saugo įrodymus, už juos atsako vadovė.",
    "turkish": "Her çalışan olayı 24 saat içinde bildirir. Risk sahibi kanıtları saklar ve istisnaları onaylar, şirket için doğru.",
    "russian": "Каждый сотрудник сообщает о событии в течение 24 часов. Владелец риска утверждает исключения и хранит записи.",
    "ukrainian": "Кожен працівник повідомляє про подію протягом 24 годин. Її власник зберігає записи і схвалює винятки.",
    "greek": "Κάθε εργαζόμενος αναφέρει το περιστατικό εντός 24 ωρών και φυλάσσει τα έγγραφα.",
    "japanese": "すべての従業員は二十四時間以内に事象を報告する。リスクの所有者は例外を承認し、記録を保管する。",
    "chinese": "每位员工必须在二十四小时内报告事件。风险负责人批准例外并保存证据。",
    "taiwanese": "每位員工必須在二十四小時內報告事件。風險負責人批准例外並保存證據。",
    "korean": "모든 직원은 24시간 이내에 사고를 보고한다. 위험 소유자는 예외를 승인하고 기록을 보관한다.",
    "french": "Chaque employé signale l’événement dans les 24 heures. Le propriétaire du risque garde les preuves à l’abri.",
}
HELD = [
    ("polish", "cp1250"), ("polish", "iso8859-2"), ("czech", "cp1250"), ("czech", "iso8859-2"), ("slovak", "cp1250"),
    ("hungarian", "cp1250"), ("hungarian", "iso8859-2"), ("croatian", "cp1250"), ("lithuanian", "cp1257"),
    ("turkish", "cp1254"), ("russian", "cp1251"), ("russian", "koi8-r"), ("russian", "cp866"), ("russian", "iso8859-5"),
    ("ukrainian", "cp1251"), ("greek", "cp1253"), ("japanese", "cp932"), ("japanese", "euc_jp"), ("japanese", "iso2022_jp"),
    ("chinese", "gb18030"), ("taiwanese", "big5"), ("korean", "cp949"), ("french", "mac-roman"),
]  # fmt: skip
WESTERN = [
    "The caf\u00e9\u2019s r\u00e8gles apply to all.",
    "It\u2019s \u201ckept\u201d \u2013 \u00a35 for all of us.",
    "Jeder Besch\u00e4ftigte mu\u00df es melden. Der Eigent\u00fcmer genehmigt Ausnahmen f\u00fcr Pr\u00fcfer.",
    "\u00bfQui\u00e9n aprueba? El due\u00f1o del riesgo, seg\u00fan la pol\u00edtica de la compa\u00f1\u00eda.",
    "Enhver medarbejder skal anmelde h\u00e6ndelsen inden for 24 timer, ogs\u00e5 f\u00f8r fristen.",
    "Hver starfsma\u00f0ur skal tilkynna atviki\u00f0. \u00dea\u00f0 \u00fearf a\u00f0 geyma \u00f6ll g\u00f6gn.",
    "Name,Ville\nM\u00fcller,N\u00eemes\nS\u00f8rensen,K\u00f8ge\nPe\u00f1a,\u00c1vila\nFran\u00e7ois,Besan\u00e7on\n",
    "Owner: \u00c5sa \u00d6berg.",
    "Ejer: S\u00f8ren Kj\u00e6r.",
    "Dono: Jo\u00e3o Concei\u00e7\u00e3o.",
    "A DECIS\u00c3O SOBRE A PROTE\u00c7\u00c3O DE INFORMA\u00c7\u00d5ES.",
]


def _read(folder: Path, raw: bytes, name: str = "a.txt") -> tuple[str, str]:
    (folder / name).write_bytes(raw)
    document = read(folder / name).documents[0]
    return document.text, document.note


@pytest.mark.parametrize(("language", "encoding"), HELD)
def test_text_in_an_older_encoding_goes_in_clean_and_the_encoding_is_told(
    tmp_path: Path, language: str, encoding: str
) -> None:
    text, note = _read(tmp_path, TEXTS[language].encode(encoding))
    assert text == TEXTS[language] and note.startswith("read as ") and "UTF-8" in note


@pytest.mark.parametrize(("language", "encoding"), HELD)
def test_a_few_foreign_words_in_an_english_text_are_read_or_refused(
    tmp_path: Path, language: str, encoding: str
) -> None:
    first = TEXTS[language].split(".")[0].split("。")[0]
    text = f"The keys are kept in the safe of the site, and the owner is told of it.\nNote: {first}.\n"
    try:
        assert _read(tmp_path, text.encode(encoding))[0] == text
    except Unreadable as refused:
        assert "its encoding is not known" in refused.reason


@pytest.mark.parametrize("text", WESTERN)
def test_western_text_is_read_as_it_was(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text.encode("cp1252")) == (text, "")
    assert _read(tmp_path, text.encode()) == (text, "")


def test_a_table_in_an_older_encoding_is_one_too(tmp_path: Path) -> None:
    text = "Řízení,Vlastník\nZálohování,Jiří Novák\n"
    assert _read(tmp_path, text.encode("cp1250"), "a.csv")[0] == text
    russian = '{"Владелец": "Анна Белова", "Срок": "тридцать дней"}'
    assert "Владелец: Анна Белова" in _read(tmp_path, russian.encode("cp1251"), "a.json")[0]


def test_a_page_that_says_its_encoding_is_read_in_it(tmp_path: Path) -> None:
    words = "Změna"  # alone it could be in several
    page = f'<html><head><meta charset="windows-1250"></head><body><p>{words} je ta.</p></body></html>'
    text, note = _read(tmp_path, page.encode("cp1250"), "a.html")
    assert words in text and note.startswith("read as cp1250")
    wrong = page.replace("windows-1250", "koi8-r").replace(words, TEXTS["polish"])
    assert TEXTS["polish"] in _read(tmp_path, wrong.encode("cp1250"), "a.html")[0]
    assert "caf\u00e9" in _read(tmp_path, b"<meta charset=no-such><p>The caf\xe9 is shut.</p>", "a.html")[0]


@pytest.mark.parametrize(
    "raw",
    [
        TEXTS["russian"].encode()[:-1] + b"\xff" + TEXTS["russian"].encode(),  # damaged UTF-8
        TEXTS["chinese"].encode() + b"\xa0\xff",
        bytes(range(128, 256)) * 4,
        "ทุกคนต้องรายงานเหตุการณ์ภายในยี่สิบสี่ชั่วโมง".encode("cp874"),
    ],
)
def test_what_can_not_be_told_is_refused_in_one_line(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(Unreadable, match="its encoding is not known"):
        _read(tmp_path, raw)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_in_every_language(tmp_path: Path, language: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("\ufeff" + TEXTS[language]).encode(encoding))
    assert TEXTS[language] in read(path).documents[0].text


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xff\xfe\x00cat", "no likely text"),
        (b"\xff\xfeKeep the gate shut at night, always.", "no likely text"),
        ("\ufeffKeep the gate shut.".encode("utf-16-le") + b"x", "cut off"),
        (b"\xfe\xff\xe0\x01\xe0\x02\xe0\x03\x00a", "no likely text"),
    ],
)
def test_what_only_begins_as_utf_16_is_refused_in_one_line(tmp_path: Path, raw: bytes, why: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    with pytest.raises(Unreadable, match=why):
        read(path)
