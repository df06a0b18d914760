"""The kinds of broken and hostile files: a name, how it is made, and what is said of it ("" where it goes in clean)."""

import json
from dataclasses import dataclass

from tests.hostile.made import (
    MB,
    SECRET,
    SEEN,
    Make,
    archive,
    bomb,
    book,
    cut,
    linked,
    listening,
    lying,
    numbers,
    paragraph,
    pdf,
    pipe,
    raw,
    row,
    secretive_book,
    secretive_word,
    shown,
    sparse,
    word,
    words,
)


@dataclass(frozen=True)
class Kind:
    """`line` is part of the one line that is said of the file, "" if it goes in, "*" if either is right.

    What goes in holds SEEN; nothing that goes in holds SECRET.
    """

    name: str
    make: Make
    line: str = ""


_XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">' + b"".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">'.encode() for n in range(1, 12)
)
_ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
_LOCKED = b"/ID [(0123456789abcdef)(0123456789abcdef)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + (
    b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>"
)
_TAGS = "".join(chr(0xE0000 + ord(c)) for c in SECRET)
_BITS = "".join("\u200b" if bit == "0" else "\u200c" for c in SECRET for bit in f"{ord(c):08b}")
_PAGE = f"<html><body><h1>Ferry</h1><p>{SEEN}</p>"
_HTML = {
    "none": f'<p style="display:none">{SECRET}</p>',
    "class": f"<style>.g, #x {{ color: red; display : none }}</style><div class=g><p>{SECRET}</p></div><p id=x>{SECRET}</p>",
    "white": f'<p style="color:#FFFFFF">{SECRET}</p><font color="white">{SECRET}</font>',
    "classwhite": f"<style>p.w {{color: rgb(255, 255, 255)}}</style><p class='w'>{SECRET}</p>",
    "tiny": f'<p style="font-size: 2pt">{SECRET}</p><span style="font-size:0.1em">{SECRET}</span>',
    "clear": f'<p style="opacity:0">{SECRET}</p><p style="visibility:hidden">{SECRET}</p><p hidden>{SECRET}</p>',
    "away": f'<p style="position:absolute;left:-9999px">{SECRET}</p><p style="height:0;overflow:hidden">{SECRET}</p>',
    "unshown": f"<!-- {SECRET} --><template><p>{SECRET}</p></template><noscript>{SECRET}</noscript>",
    "bits": f"<p>{_BITS}</p><p>{_TAGS}</p>",
}
_MD = {
    "comment": f"<!-- {SECRET} -->\n\nSome words <!-- {SECRET} --> stand here.\n\n[//]: # ({SECRET})\n\n[x]: /e '{SECRET}'",
    "span": f'Some words <span style="display:none">{SECRET}</span> stand here.\n\n<div hidden><div>x</div>\n\n{SECRET}\n\n</div>',
    "tags": f"Some words {_TAGS} stand here.\n\nOther words {_BITS} too.",
}
_LINES = shown(SEEN, 700)

KINDS = (
    Kind("bomb.docx", word([b"<w:p><w:r><w:t>", *[b"a" * MB] * 300, b"</w:t></w:r></w:p>"]), "unpacks to"),
    Kind("bomb.xlsx", book([row(1, "a" * 100) * 16_000] * 100), "unpacks to"),
    Kind("lying.docx", lying(word([b"<w:p><w:r><w:t>", *[b"a" * MB] * 300, b"</w:t></w:r></w:p>"])), "it is damaged"),
    Kind("lying.xlsx", lying(book([b"<row>", *[b" " * MB] * 400, b"</row>"])), "*"),
    Kind("nested.docx", archive([("a.zip", [b"PK\x03\x04" * 1000])]), "it is damaged"),
    Kind("xxe.docx", word(paragraph(SEEN) + paragraph("root &e;"), _XXE)),
    Kind("laughs.docx", word(paragraph(SEEN) + paragraph("&e11;"), _LAUGHS + b"]>"), "*"),
    Kind("xxe.xlsx", book(row(1, "Rule", "Note") + row(2, SEEN, "root &e;"), _XXE), "*"),
    Kind("laughs.xlsx", book(row(1, "Rule", "Note") + row(2, SEEN, "&e11;"), _LAUGHS + b"]>"), "*"),
    Kind("aliases.yaml", words(_ALIASES), "reading it takes more"),
    Kind("locked.pdf", pdf(_LINES, _LOCKED), "it is encrypted"),
    Kind("locked.docx", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000), "it is encrypted"),
    Kind("cut.pdf", cut(pdf(_LINES), 0.4), "it is cut off"),
    Kind("cut.docx", cut(secretive_word, 0.5), "it is cut off"),
    Kind("cut.xlsx", cut(secretive_book, 0.5), "it is cut off"),
    Kind("cut.json", words('{"a": "The ferry gate must'), "it is not JSON"),
    Kind("cut16.txt", raw(b"\xff\xfe" + SEEN.encode("utf-16-le")[:-1]), "it may be cut off"),
    Kind("empty.md", raw(b""), "empty"),
    Kind("empty.pdf", raw(b""), "empty"),
    Kind("blank.html", words(" \n\t "), "empty"),
    Kind("sparse.txt", sparse, "1,000 MB"),
    Kind("utf16.md", words(f"# Ferry\n\n{SEEN} caf\u00e9\n", "utf-16")),
    Kind("latin.txt", words(f"{SEEN} Le caf\u00e9 est ferm\u00e9.\n", "latin-1")),
    Kind("mixed.txt", raw("Ü é ö ñ ç. ".encode() * 9 + "Ü é ö ñ ç.\n".encode("latin-1")), "its encoding is not known"),
    Kind("deep.html", words(f"{'<div>' * 200_000}{SEEN}{'</div>' * 200_000}"), "*"),
    Kind("deep.json", words("[" * 200_000 + "]" * 200_000), "nested too deeply"),
    Kind("deep.yaml", words("- " * 20_000 + "x"), "nested too deeply"),
    Kind("deep.md", words("> " * 20_000 + SEEN), "*"),
    Kind("bomb.pdf", bomb(2, 2_000 * MB), "*"),
    Kind("loop.pdf", pdf(_LINES, kids=b"2 0 R"), "*"),
    Kind("rows.xlsx", book(numbers(1_000_000)), "cells"),
    Kind(
        "corner.xlsx",
        book(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'),
        "*",
    ),
    Kind("control.txt", words("".join(map(chr, range(1, 32))) * 9), "binary data"),
    Kind("escape.txt", words(f"{SEEN}\n\n\x1b[2J\x1b]0;owned\x07 and so on to the end of the line it goes.\n"), "*"),
    Kind("nul.csv", words("a,b\n1,\x00\n"), "binary data"),
    Kind("half.json", words('{"rule": "The gate \\ud800 must be locked at nine."}'), "half a character"),
    Kind(
        "half.jsonl",
        words(json.dumps({"_id": "1", "text": "x \ud800"}) + '\n{"_id": "2", "text": "' + SEEN + '"}\n'),
        "half a character",
    ),
    Kind("half.md", words(f"{SEEN} \ud800"), "half a character"),
    Kind("big.json", words('{"n": ' + "9" * 100_000 + "}"), "it is damaged"),
    Kind("stars.md", words("*" * 100_000 + f"\n\n{SEEN}\n\n" + "[" * 50_000), "*"),
    Kind("quote.csv", words(f"Rule,Note\n{SEEN},x\n" + '"' + "a,\n" * 200_000), "*"),
    Kind("program.md", raw(b"\x7fELF" + b"\0" * 100), "a program"),
    Kind("picture.docx", raw(b"\x89PNG" + b"\0" * 100), "not the Office file"),
    Kind("line\nbreak\x1b[31m.md", words(f"# Ferry\n\n{SEEN}\n")),
    Kind("n" * 240 + ".md", words(f"# Ferry\n\n{SEEN}\n")),
    Kind("caf\udce9.md", words(f"# Ferry\n\n{SEEN}\n"), "not in UTF-8"),
    Kind("out.md", linked("/etc/passwd"), "is not followed"),
    Kind("up.md", linked("../outside.md"), "is not followed"),
    Kind("folder.md", linked("/etc"), "is not followed"),
    Kind("loop.md", linked("loop.md"), "leads nowhere"),
    Kind("gone.md", linked("nowhere.md"), "leads nowhere"),
    Kind("pipe.md", pipe, "no regular file"),
    Kind("socket.md", listening, "no regular file"),
    Kind("device.md", linked("/dev/zero"), "no regular file"),
    Kind("secret.docx", secretive_word),
    Kind("secret.xlsx", secretive_book),
    Kind("white.pdf", pdf(_LINES + shown(SECRET, 650, "1 1 1 rg"))),
    Kind("under.pdf", pdf(b"q 0 0 1 rg 60 640 400 30 re f Q " + _LINES + shown(SECRET, 650, "0 0 1 rg"))),
    Kind("tiny.pdf", pdf(_LINES + shown(SECRET, 650, size=2))),
    Kind("mode3.pdf", pdf(_LINES + shown(SECRET, 650, "3 Tr"))),
    Kind("off.pdf", pdf(_LINES + shown(SECRET, 900) + shown(SECRET, -50))),
    Kind("signal.pdf", pdf(b"q 0 0 0.4 rg 60 690 400 30 re f Q " + shown(SEEN, 700, "1 1 1 rg"))),
    *(Kind(f"{name}.html", words(_PAGE + said)) for name, said in _HTML.items()),
    *(
        Kind(f"{name}.md", words(f"# Ferry\n\n{SEEN}\n\n{said}\n"), "not shown" if name == "tags" else "")
        for name, said in _MD.items()
    ),
)
