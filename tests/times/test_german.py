"""German expressions; every text is published on Friday, 11 October 2024, unless said otherwise."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.times.reading import read, values


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        # dates
        ("Das Treffen fand am 3. Oktober 1990 statt.", "3. Oktober 1990", "DATE", "1990-10-03"),
        ("Der Beginn ist Montag, der 14. Oktober.", "Montag, der 14. Oktober", "DATE", "2024-10-14"),
        ("Sie kam am 09.11.1989 an.", "09.11.1989", "DATE", "1989-11-09"),
        ("Am 30. Dezember wurde er entlassen.", "30. Dezember", "DATE", "2023-12-30"),
        ("Am 4. Jänner wird neu gewählt.", "4. Jänner", "DATE", "2025-01-04"),
        ("Am 7. März dieses Jahres trat sie ab.", "7. März dieses Jahres", "DATE", "2024-03-07"),
        ("Die Anschläge vom 11. September veränderten vieles.", "11. September", "DATE", "2001-09-11"),
        # weekdays
        ("Am Mittwoch trafen sich die Minister.", "Mittwoch", "DATE", "2024-10-09"),
        ("Am Mittwoch wird das Parlament abstimmen.", "Mittwoch", "DATE", "2024-10-16"),
        ("Am Freitag trafen sich die Minister.", "Freitag", "DATE", "2024-10-11"),
        ("Er kam am vergangenen Freitag.", "vergangenen Freitag", "DATE", "2024-10-04"),
        ("Sie kommt am kommenden Montag.", "kommenden Montag", "DATE", "2024-10-14"),
        ("Am Dienstagabend brach Feuer aus.", "Dienstagabend", "TIME", "2024-10-08TEV"),
        ("Am gestrigen Donnerstag schwieg er.", "gestrigen Donnerstag", "DATE", "2024-10-10"),
        ("Am Montag vergangener Woche schwieg er.", "Montag vergangener Woche", "DATE", "2024-09-30"),
        # here and now
        ("Gestern Abend fiel der Strom aus.", "Gestern Abend", "TIME", "2024-10-10TEV"),
        ("Sie reist übermorgen ab.", "übermorgen", "DATE", "2024-10-13"),
        ("Er will morgen früh sprechen.", "morgen früh", "TIME", "2024-10-12TMO"),
        ("Das ist derzeit unklar.", "derzeit", "DATE", "PRESENT_REF"),
        ("Damals galt das als sicher.", "Damals", "DATE", "PAST_REF"),
        ("Der ehemalige Minister schwieg.", "ehemalige", "DATE", "PAST_REF"),
        # periods
        ("Er kam vergangene Woche.", "vergangene Woche", "DATE", "2024-W40"),
        ("In der kommenden Woche tagt der Rat.", "der kommenden Woche", "DATE", "2024-W42"),
        ("Das geschah im vorigen Jahr.", "vorigen Jahr", "DATE", "2023"),
        ("Anfang des Jahres war alles anders.", "Anfang des Jahres", "DATE", "2024"),
        ("Mitte Juni begann der Bau.", "Mitte Juni", "DATE", "2024-06"),
        ("Im Dezember war er noch im Amt.", "Dezember", "DATE", "2023-12"),
        ("Im Herbst 1989 fiel die Mauer.", "Herbst 1989", "DATE", "1989-FA"),
        ("Ende der siebziger Jahre zog sie um.", "Ende der siebziger Jahre", "DATE", "197"),
        ("Das Haus stammt aus dem 19. Jahrhundert.", "19. Jahrhundert", "DATE", "18"),
        ("Im ersten Halbjahr 2023 sank der Umsatz.", "ersten Halbjahr 2023", "DATE", "2023-H1"),
        ("Im letzten Quartal des Jahres 2007 stieg er.", "letzten Quartal des Jahres 2007", "DATE", "2007-Q4"),
        # durations and sets
        ("Die Reise dauerte dreieinhalb Wochen.", "dreieinhalb Wochen", "DURATION", "P3.5W"),
        ("Er war fünfundzwanzig Jahre im Amt.", "fünfundzwanzig Jahre", "DURATION", "P25Y"),
        ("Nach einem halben Jahr kehrte sie zurück.", "einem halben Jahr", "DURATION", "P6M"),
        ("Vor einigen Tagen brach er auf.", "einigen Tagen", "DURATION", "PXD"),
        ("Ein zweistündiges Gespräch folgte.", "zweistündiges", "DURATION", "PT2H"),
        ("Sie lebte vor 60 Millionen Jahren.", "60 Millionen Jahren", "DURATION", "P60000000Y"),
        ("Monatelange Verhandlungen scheiterten.", "Monatelange", "DURATION", "PXM"),
        ("Die Fähre legt jeden Freitag ab.", "jeden Freitag", "SET", "XXXX-WXX-5"),
        ("Er schreibt täglich.", "täglich", "SET", "P1D"),
        ("Gewählt wird alle vier Jahre.", "alle vier Jahre", "SET", "P4Y"),
        ("Der Markt öffnet samstags.", "samstags", "SET", "XXXX-WXX-6"),
        # feasts
        ("Am Ostermontag wurde demonstriert.", "Ostermontag", "DATE", "2024-04-01"),
        ("Zu Weihnachten 2004 bebte die Erde.", "Weihnachten 2004", "DATE", "2004-12-25"),
        ("In der Silvesternacht brannten Autos.", "Silvesternacht", "TIME", "2023-12-31TNI"),
        # clock
        ("Um halb neun begann die Sitzung.", "halb neun", "TIME", "2024-10-11T08:30"),
        ("Das Spiel endete gestern um 22.15 Uhr.", "22.15 Uhr", "TIME", "2024-10-10T22:15"),
    ],
)
def test_expression(text: str, words: str, kind: str, value: str) -> None:
    assert (words, kind, value) in values(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rund 2000 Menschen kamen.",
        "Es kostet 1950 Euro.",
        "Der 55-Jährige schwieg.",
        "Eine 14-jährige Schülerin fehlte.",
        "Kinder unter 14 Jahren zahlen nichts.",
        "Sie ist 42 Jahre alt.",
        "Das steht in Paragraf 12.3 der Ordnung.",
        "Er traf August Bebel.",
        "",
    ],
)
def test_no_time(text: str) -> None:
    assert values(text) == []


def test_range_of_days() -> None:
    assert values("Das Fest dauert vom 22. bis 24. Oktober.") == [
        ("22.", "DATE", "2024-10-22"),
        ("24. Oktober", "DATE", "2024-10-24"),
    ]


def test_range_shares_its_year() -> None:
    assert [value for _, _, value in values("Das dauerte vom 2. April bis zum 20. Juni 1943.")] == [
        "1943-04-02",
        "1943-06-20",
    ]


def test_weekday_tells_the_year() -> None:
    text = "Das endete 1943. Am Freitag, dem 4. Oktober, kam er zurück."
    assert [value for _, _, value in values(text)] == ["1943", "2024-10-04"]


def test_range_of_hours() -> None:
    assert [value for _, _, value in values("Geöffnet ist heute von 8.30-12 und 14-16 Uhr.")] == [
        "2024-10-11",
        "2024-10-11T08:30",
        "2024-10-11T12:00",
        "2024-10-11T14:00",
        "2024-10-11T16:00",
    ]


def test_small_hours_of_a_night_are_the_next_day() -> None:
    night, clock = read("In der Nacht zum Sonntag fielen gegen 1.30 Uhr Schüsse.")
    assert (night.value, night.start, night.end) == ("2024-10-05TNI", dt.date(2024, 10, 5), dt.date(2024, 10, 6))
    assert clock.value == "2024-10-06T01:30"


def test_narrative_keeps_its_day_and_year() -> None:
    text = "Am 20. Juli 1944 scheiterte der Anschlag. Am Tag darauf sprach er. Am 8. August wurden acht gehängt."
    assert [value for _, _, value in values(text)] == ["1944-07-20", "1944-07-21", "1944-08-08"]


def test_same_year() -> None:
    text = "Sie trat 1974 zurück. Im selben Jahr endete der Streit, im August desselben Jahres begann ein neuer."
    assert [value for _, _, value in values(text)] == ["1974", "1974", "1974-08"]


def test_days_that_a_duration_leads_to() -> None:
    (ago,) = read("Vor drei Wochen brach er auf.")
    assert (ago.value, ago.start, ago.end) == ("P3W", dt.date(2024, 9, 20), dt.date(2024, 9, 20))
    (since,) = read("In den letzten fünf Jahren stieg der Preis.")
    assert (since.text, since.start, since.end) == (
        "den letzten fünf Jahren",
        dt.date(2019, 1, 1),
        dt.date(2024, 10, 11),
    )
    (vague,) = read("Seit Jahren klagen sie.")
    assert (vague.value, vague.start, vague.end) == ("PXY", None, dt.date(2024, 10, 11))


def test_part_of_a_period_is_narrower_than_its_value() -> None:
    (mention,) = read("Anfang Mai war Ruhe.")
    assert (mention.value, mention.start, mention.end) == ("2024-05", dt.date(2024, 5, 1), dt.date(2024, 5, 10))


def test_without_publication_what_depends_on_it_stays_open() -> None:
    assert values("Am 3. Mai und am Montag im Jahr 1999.", published=None) == [
        ("3. Mai", "DATE", "XXXX-05-03"),
        ("Montag", "DATE", "XXXX-WXX-1"),
        ("Jahr 1999", "DATE", "1999"),
    ]


def test_a_day_that_is_none() -> None:
    assert "2024-02-31" not in [value for _, _, value in values("Am 31. Februar 2024 war nichts.")]
