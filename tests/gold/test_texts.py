import pytest

from gold.texts import _PARTS, texts

GUM = """# newdoc id = GUM_news_bridge
# meta::dateCreated = 2015-05-18
# meta::title = Bridge closed
# newpar
# newpar_block = head (1 s)
# text = Bridge closed
1\tBridge\t_

# newpar
# text = The mayor closed it.
1\tThe\t_

# text = Drivers protested.
1\tDrivers\t_
"""
MEANTIME = """<Document doc_id="17_Minister_resigns">
<token t_id="1" sentence="0">Minister</token><token t_id="2" sentence="0">resigns</token>
<token t_id="3" sentence="1">May</token><token t_id="4" sentence="1">3</token>
<token t_id="5" sentence="2">He</token><token t_id="6" sentence="2">did</token><token t_id="7" sentence="2">n't</token>
<token t_id="8" sentence="2">say</token><token t_id="9" sentence="2">"</token><token t_id="10" sentence="2">why</token>
<token t_id="11" sentence="2">"</token><token t_id="12" sentence="2">.</token>
<token t_id="13" sentence="3">He</token><token t_id="14" sentence="3">left</token>
<token t_id="15" sentence="3">.</token>
<Markables>
<TIMEX3 m_id="1" functionInDocument="NONE" value="2008-05-01"/>
<TIMEX3 m_id="2" functionInDocument="CREATION_TIME" value="2008-05-03"/>
</Markables>
</Document>
"""


@pytest.fixture
def read(tmp_path):
    (tmp_path / "raw-de-wikinews").mkdir()
    (tmp_path / "raw-de-wikinews" / "wikinews_de_2005ff.jsonl").touch()
    (tmp_path / "gum").mkdir()
    (tmp_path / "gum" / "GUM_news_bridge.conllu").write_text(GUM, encoding="utf-8")
    (tmp_path / "gum" / "GUM_fiction_bridge.conllu").write_text(GUM, encoding="utf-8")
    (tmp_path / "meantime-en" / "corpus_x").mkdir(parents=True)
    (tmp_path / "meantime-en" / "corpus_x" / "17.xml").write_text(MEANTIME, encoding="utf-8")
    parts = tmp_path / "parts.tsv"
    parts.write_text("id\twhole\tstart\tend\nen-news_bridge-1\ten-news_bridge\t15\t35\n", encoding="utf-8")
    return {report["id"]: report for report in texts(tmp_path, parts)}


def test_gum_gives_its_news_by_paragraphs(read):
    report = read["en-news_bridge"]
    assert report["text"] == "Bridge closed\n\nThe mayor closed it. Drivers protested."
    assert (report["published"], report["title"], report["language"]) == ("2015-05-18", "Bridge closed", "en")
    assert "en-fiction_bridge" not in read


def test_meantime_gives_text_from_tokens(read):
    report = read["mt-17_Minister_resigns"]
    assert report["text"] == 'Minister resigns\n\nMay 3\n\nHe didn\'t say "why". He left.'
    assert (report["published"], report["title"]) == ("2008-05-03", "Minister resigns")


def test_a_part_has_the_text_and_the_data_of_its_report(read):
    whole, part = read["en-news_bridge"], read["en-news_bridge-1"]
    assert part["text"] == "The mayor closed it."
    assert (part["published"], part["title"]) == (whole["published"], whole["title"])


def test_every_part_is_named_once():
    rows = [line.split("\t") for line in _PARTS.read_text(encoding="utf-8").splitlines()[1:]]
    assert len({row[0] for row in rows}) == len(rows)
    assert all(identifier.startswith(whole) and int(start) < int(end) for identifier, whole, start, end in rows)
