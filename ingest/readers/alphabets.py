"""What texts in older encodings are written in: letters beyond ASCII by language, and which encodings hold them.

Letters of a script of its own stand in the order of how often they come, the most frequent first.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """The letters beyond ASCII of a language, and the words that come most in it, parted by blanks."""

    letters: str
    words: str


WESTERN = (
    Language(
        "\u00e0\u00e2\u00e7\u00e9\u00e8\u00ea\u00eb\u00ee\u00ef\u00f4\u0153\u00f9\u00fb\u00fc\u00ff",
        "le la les des et est dans pour une un du au sur pas que qui en de",
    ),  # French
    Language(
        "\u00e4\u00f6\u00fc\u00df\u00e9\u00e0\u00e8",
        "der die das und ist nicht ein eine zu mit von den im f\u00fcr auf wird werden",
    ),  # German
    Language(
        "\u00e1\u00e9\u00ed\u00f3\u00fa\u00fc\u00f1\u00aa\u00ba",
        "el la los las que de en un una por con no se del para es y al",
    ),  # Spanish
    Language(
        "\u00e1\u00e2\u00e3\u00e0\u00e7\u00e9\u00ea\u00ed\u00f3\u00f4\u00f5\u00fa\u00fc\u00aa\u00ba",
        "os as de do da em um uma n\u00e3o que para com por se no na ao e o",
    ),  # Portuguese
    Language(
        "\u00e0\u00e8\u00e9\u00ec\u00f2\u00f3\u00f9\u00ee\u00aa\u00ba",
        "il la di che un una per non \u00e8 del in si le da e alla della",
    ),  # Italian
    Language(
        "\u00e0\u00e7\u00e8\u00e9\u00ed\u00ef\u00f2\u00f3\u00fa\u00fc\u00b7",
        "el la de les un una per amb no en que del es els i",
    ),  # Catalan
    Language(
        "\u00e6\u00f8\u00e5\u00e9\u00f4\u00f6\u00e4\u00fc",
        "og er det en et den til ikke p\u00e5 for med af av de som at kan i",
    ),  # Danish, Norwegian
    Language(
        "\u00e5\u00e4\u00f6\u00e9\u00fc\u00e0",
        "och att det en \u00e4r f\u00f6r p\u00e5 av som inte den ett med till ja on ei i",
    ),  # Swedish, Finnish
    Language("\u00e4\u00f6\u00f5\u00fc\u0161\u017e", "ja on ei ning see mis kui v\u00f5i"),  # Estonian
    Language(
        "\u00e1\u00f0\u00e9\u00ed\u00f3\u00fa\u00fd\u00fe\u00e6\u00f6",
        "og er a\u00f0 \u00ed \u00e1 ekki sem til fyrir me\u00f0 um skal",
    ),  # Icelandic
    Language(
        "\u00e1\u00e9\u00eb\u00e8\u00ef\u00ea\u00ed\u00f3\u00f6\u00fc\u00fa\u00fb\u00e7",
        "de het een en van is in niet te op voor wordt met",
    ),  # Dutch
)
_CENTRAL = (
    Language(
        "\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c",
        "i w z na do nie si\u0119 jest to \u017ce o od po za dla przez oraz lub s\u0105 jako by\u0107",
    ),  # Polish
    Language(
        "\u00e1\u010d\u010f\u00e9\u011b\u00ed\u0148\u00f3\u0159\u0161\u0165\u00fa\u016f\u00fd\u017e",
        "a v na je se do pro z s k o ve \u017ee nen\u00ed nebo jsou po od za jako b\u00fdt",
    ),  # Czech
    Language(
        "\u00e1\u00e4\u010d\u010f\u00e9\u00ed\u013a\u013e\u0148\u00f3\u00f4\u0155\u0161\u0165\u00fa\u00fd\u017e",
        "a v na je sa do pre z s \u017ee nie alebo s\u00fa od za ako o k po",
    ),  # Slovak
    Language(
        "\u00e1\u00e9\u00ed\u00f3\u00f6\u0151\u00fa\u00fc\u0171",
        "a az \u00e9s nem egy is ha vagy meg hogy van ez el nincs lehet",
    ),  # Hungarian
    Language(
        "\u0103\u00e2\u00ee\u015f\u0163", "de la \u00een \u015fi nu un o pe cu din pentru este sau s\u0103 a fi care nu"
    ),  # Romanian
    Language("\u010d\u0107\u0111\u0161\u017e", "je u na za i se da ne nije od s su ili kao do iz nema"),  # Croatian
    Language("\u010d\u0161\u017e", "je v na za in se ni od z s ali so ne da po ob iz ta"),  # Slovene
)
_BALTIC = (
    Language(
        "\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b\u017e",
        "ir yra nuo i\u0161 \u012f su kad ne u\u017e arba per tik kaip \u0161is",
    ),  # Lithuanian
    Language(
        "\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e",
        "un ir no ar par uz nav vai lai k\u0101 p\u0113c \u0161o jau",
    ),  # Latvian
)
_TURKISH = (
    Language(
        "\u00e2\u00e7\u011f\u0131\u00ee\u00f6\u015f\u00fc\u00fb",
        "ve bir bu i\u00e7in ile da de de\u011fil olarak veya en her",
    ),  # Turkish
)
_CYRILLIC = (
    "\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u043c\u0434\u043f\u0443\u044f\u044b\u044c\u0433"
    "\u0437\u0431\u0447\u0439\u0445\u0436\u0448\u044e\u0446\u0449\u044d\u0444\u044a\u0451",  # Russian, Bulgarian
    "\u043e\u0430\u043d\u0438\u0432\u0456\u0435\u0442\u0440\u0441\u043b\u043a\u0434\u0443\u043c\u043f\u044f\u0437\u044c"
    "\u0433\u0431\u0445\u0439\u0447\u0446\u0457\u044e\u0436\u0454\u0449\u0448\u0491\u0444",  # Ukrainian
    "\u0430\u043e\u0438\u0435\u0443\u0441\u043d\u0442\u0458\u0440\u0432\u0434\u043a\u043b\u043c\u043f\u0437\u0433\u0431"
    "\u0447\u0446\u0448\u0436\u045b\u0445\u0452\u0459\u045a\u045f\u0444",  # Serbian
    "\u0430\u0456\u043d\u0435\u044b\u0440\u0441\u043a\u043b\u0434\u0442\u0443\u043f\u043c\u0437\u044f\u0446\u045e\u043e"
    "\u0432\u0431\u0433\u0436\u0447\u0448\u0445\u044d\u044e\u0439\u0444\u044c\u0451",  # Belarusian
)
_GREEK = (
    "\u03b1\u03bf\u03b9\u03b5\u03c4\u03c3\u03bd\u03b7\u03c5\u03c1\u03c0\u03ba\u03bc\u03bb\u03c9\u03c2\u03af\u03ac\u03cc"
    "\u03ad\u03ae\u03b3\u03b4\u03b8\u03c7\u03c6\u03ce\u03cd\u03b2\u03be\u03b6\u03c8\u03ca\u03cb\u0390\u03b0",
)
_HEBREW = (
    "\u05d9\u05d5\u05d4\u05dc\u05d0\u05e8\u05ea\u05d1\u05de\u05e9\u05e0\u05e2\u05dd\u05d3\u05e7\u05d7\u05e4\u05db\u05d8"
    "\u05d2\u05d6\u05e6\u05df\u05e1\u05da\u05e3\u05e5",
)
_ARABIC = (
    "\u0627\u0644\u064a\u0645\u0646\u062a\u0631\u0639\u0628\u062f\u0648\u0629\u0647\u0633\u0641\u0643\u0642\u062d\u062c"
    "\u0634\u0637\u0623\u0635\u062e\u0632\u0630\u0636\u063a\u0638\u062b\u0625\u0649\u0626\u0621\u0622\u0624",
)

# Words of western languages that are none in the languages of the other encodings.
_DISTINCT_WORDS = """
    the and of with for that shall must from this are der die das und ist nicht ein eine les et dans pour une
    los las por con del que che di il della og til det ikke och att het een
"""
DISTINCT = frozenset(_DISTINCT_WORDS.split())

# Encodings with what is written in them; of two that make the same of a text the first is named.
LATIN: Sequence[tuple[str, Sequence[Language]]] = (
    ("cp1250", _CENTRAL), ("iso8859-2", _CENTRAL), ("cp852", _CENTRAL), ("cp1257", _BALTIC), ("cp1254", _TURKISH),
    ("iso8859-15", WESTERN), ("mac-roman", WESTERN), ("cp850", WESTERN),
)  # fmt: skip
SCRIPTS: Sequence[tuple[str, Sequence[str]]] = (
    ("cp1251", _CYRILLIC), ("koi8-r", _CYRILLIC), ("koi8-u", _CYRILLIC), ("cp866", _CYRILLIC), ("iso8859-5", _CYRILLIC),
    ("cp1253", _GREEK), ("iso8859-7", _GREEK), ("cp1255", _HEBREW), ("cp1256", _ARABIC),
)  # fmt: skip
