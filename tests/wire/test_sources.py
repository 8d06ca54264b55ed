from pathlib import Path

import pytest

from lagebild.wire import WireError, load_sources

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["sources.de.toml", "sources.en.toml"])
def test_example_lists_are_right(name):
    found = load_sources(EXAMPLES / name)
    assert len(found.sources) >= 10
    assert all(source.zone and source.url.startswith("https://") for source in found.sources)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "names no source"),
        ("[[source]]\nname='a'", "'url' is missing"),
        ("[[source]]\nname='a'\nurl='ftp://example.org'", "no web address"),
        ("[[source]]\nname='a'\nurl='http://[::1'", "no web address"),
        ("[[source]]\nname='a'\nurl='http://example.org'\nkind='gopher'", "feed, sitemap, page"),
        ("[[source]]\nname='a'\nurl='http://example.org'\ntimezone='Mars/Base'", "Europe/Berlin"),
        ("[[source]]\nname='a'\nurl='http://example.org'\ninterval='soon'", "15m"),
        ("[[source]]\nname='a'\nurl='http://example.org'\ncolour='red'", "unknown setting 'colour'"),
        ("[[source]]\nname='a'\nurl='http://a.org'\n[[source]]\nname='a'\nurl='http://b.org'", "share the name"),
        ("[watch]\nallow_addresses=['x']\n[[source]]\nname='a'\nurl='http://a.org'", "allow_addresses"),
        ("[watch]\nmax_bytes='5'\n[[source]]\nname='a'\nurl='http://a.org'", "whole number"),
        ("[sources]", "unknown part"),
        ("= broken", "TOML"),
    ],
)
def test_mistakes_are_told(tmp_path, text, message):
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(WireError, match=message):
        load_sources(path)


def test_settings_and_units(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(
        "[watch]\ninterval='2h'\ndelay=1.5\nkeep_pages='pages'\nallow_addresses=['10.1.0.0/16']\n"
        "[[source]]\nname='a'\nurl='http://a.org'\ninterval='1s'"
    )
    found = load_sources(path)
    assert (found.settings.interval, found.settings.delay) == (7200.0, 1.5)
    assert found.settings.state == tmp_path / "wire.db"
    assert found.settings.keep_pages == tmp_path / "pages"
    assert found.sources[0].interval == 30.0, "no source is asked more often than twice a minute"
