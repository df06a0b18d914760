"""Questions in another language than the sources' are told so; English ones with foreign names are not."""

import pytest

from assistant.answer import answer
from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.foreign import foreign


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie lange ist ein ISO-27001-Zertifikat gültig?", "German"),
        ("Qui peut émettre un rapport SOC 2 ?", "French"),
        ("¿Cuánto dura el certificado y quién lo firma?", "Spanish"),
        ("Chi firma il rapporto e quando scade?", "Italian"),
        ("Hoe lang is het certificaat geldig en wie ondertekent het?", "Dutch"),
        ("Who signs the report for Müller und Söhne in den Haag?", None),
        ("Is a letter from La Poste or the Banque de France enough?", None),
        ("SOC 2?", None),
        ("", None),
    ],
)
def test_small_words_tell_the_language(text: str, language: str | None) -> None:
    assert foreign(text) == language


def test_a_foreign_question_that_nothing_answers_is_told_that_english_is_read(desk: Desk) -> None:
    reply = answer(Question(text="Wie oft wird in diesem Betrieb die Heizung von der Firma gewartet?"), desk)
    assert reply.abstention and "English" in reply.headline and "German" in reply.abstention.detail
