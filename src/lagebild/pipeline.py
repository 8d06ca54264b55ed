"""The one path of the data: report, analysis, grounding, coding, attribution, claims.

The same path serves a single text, a folder and a cluster; only what drives it differs.
"""

from __future__ import annotations
