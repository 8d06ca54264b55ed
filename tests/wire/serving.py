"""A feed with its articles on a server of ours, for tests from end to end."""

from tests.wire.test_fetch import server

ARTICLES = {
    "/1": (
        "Ministerin reist nach Oslo",
        "Die ukrainische Außenministerin hat am Freitag in Oslo den norwegischen Ministerpräsidenten getroffen. "
        "Norwegen sagte der Ukraine weitere Hilfe zu. Das teilte die Regierung in Oslo mit.",
    ),
    "/2": (
        "Protest in Paris",
        "In Paris haben am Samstag Tausende Menschen gegen die Regierung demonstriert. Die Polizei nahm nach eigenen "
        "Angaben zwölf Demonstranten fest. Der Präsident verurteilte die Gewalt.",
    ),
}


def page(title, text):
    last = "Weitere Gespräche sind für die nächste Woche geplant, hieß es aus beiden Städten."
    body = f"<article><p>{text}</p><p>{text}</p><p>{last}</p></article>"
    return f"<!doctype html><html lang='de'><head><title>{title}</title></head><body>{body}</body></html>"


def answers(articles=None):
    """The server's answers; the feed names its articles without a host, which a feed may."""
    articles = ARTICLES if articles is None else articles
    found = {"/robots.txt": (404, {}, b"")}
    for path, (title, text) in articles.items():
        found[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, page(title, text).encode())
    return found


def feed(base, articles=None):
    items = "".join(
        f"<item><title>{title}</title><link>{base}{path}</link>"
        "<pubDate>Sat, 12 Oct 2024 10:00:00 +0200</pubDate></item>"
        for path, (title, _) in (ARTICLES if articles is None else articles).items()
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Blatt</title>{items}</channel></rss>".encode()


def source_list(folder, base, extra=""):
    path = folder / "sources.toml"
    path.write_text(
        f'[watch]\nstate = "{folder / "wire.db"}"\nallow_addresses = ["127.0.0.1/32"]\ndelay = "0s"\n{extra}\n'
        f'[[source]]\nname = "Blatt"\nurl = "{base}/feed"\nlanguage = "de"\ntimezone = "Europe/Berlin"\n'
    )
    return path


__all__ = ["ARTICLES", "answers", "feed", "page", "server", "source_list"]
