"""Text of reports is hostile input: what is invisible or turns the reading direction is shown as its code.

Escaping is Jinja's (autoescape); this adds what escaping leaves alone. It is applied to everything that a template
prints (``finalize``), so that no page can forget it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Control characters but tab and line breaks; soft directions and isolates; what takes no room; separators; tags.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


def plain(text: str) -> str:
    """The text with each hidden character as its code in brackets: ``\u2e28U+202E\u2e29``."""
    return HIDDEN.sub(lambda match: f"⸨U+{ord(match[0]):04X}⸩", text) if HIDDEN.search(text) else text


def finalize(value: Any) -> Any:
    """What a template prints: text made visible, None as nothing, all else as it is."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return plain(value)
    return value


def shown(text: str) -> Markup:
    """The text of a report as HTML: escaped, each hidden character as a labelled sign."""
    parts, position = [], 0
    for match in HIDDEN.finditer(text):
        code = f"U+{ord(match[0]):04X}"
        name = unicodedata.name(match[0], "CONTROL CHARACTER")
        sign = Markup('<span class="hidden-sign" title="{}">{}</span>').format(f"{code} {name}", code)
        parts += [escape(text[position : match.start()]), sign]
        position = match.end()
    return Markup("").join([*parts, escape(text[position:])])


def outside(url: str | None) -> str | None:
    """An address that a page may link to: only http and https, without control characters; else None."""
    if not url or HIDDEN.search(url) or any(sign.isspace() for sign in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
