"""Known holes in the locked packages, after PyPI's advisory service: ``python scripts/audit.py requirements/x.txt``.

Ends with 1 where a package has a hole, with 0 where none has one, or where the service could not be asked: then it
says so, since a check that did not happen must not look like one that passed.
"""

from __future__ import annotations

import json
import subprocess
import sys

SECONDS = 240


def verdict(code: int, output: str, problem: str) -> tuple[int, str]:
    """Exit code and words for what pip-audit answered; its own code is 1 for holes and for failures alike."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = problem.strip().splitlines()[-1] if problem.strip() else f"it ended with {code}"
        return 0, f"NOT AUDITED: the advisory service could not be asked ({reason[:300]})."
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, fixed in {', '.join(hole['fix_versions']) or 'nothing'}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    if holes:
        return 1, "\n".join(holes)
    return 0, f"{len(packages)} locked packages have no known hole."


def main() -> None:
    """Ask, tell, end."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--disable-pip"]
    for path in sys.argv[1:]:
        command += ["--require-hashes", "-r", path]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        code, words = verdict(done.returncode, done.stdout, done.stderr)
    except subprocess.TimeoutExpired:
        code, words = 0, f"NOT AUDITED: the advisory service did not answer within {SECONDS} s."
    print(words)
    sys.exit(code)


if __name__ == "__main__":
    main()
