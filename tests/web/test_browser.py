"""Every page in a real browser: no console error, no serious finding of axe-core, keys, widths, schemes, pictures.

Needs Chromium and its driver (Debian: ``apt-get install chromium chromium-driver``); skipped without them. Pictures go
to ``artefacts/web/``, which git ignores; two of them, smaller, are the README's.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.web.test_pages import PAGES, places

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "artefacts" / "web"
PHONE, DESKTOP = 390, 1280
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en",
)
SERIOUS = ("serious", "critical")

pytestmark = [
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="no Chromium with its driver: apt-get install chromium chromium-driver"
    ),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_page_load_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def numbers(seen: TestClient) -> dict[str, int]:
    return places(seen)


def opened(browser: webdriver.Chrome, address: str, width: int = DESKTOP, scheme: str = "light") -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(address)


def errors(browser: webdriver.Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


def findings(browser: webdriver.Chrome) -> list[str]:
    """What axe-core finds to be serious. The driver injects it past the page's policy."""
    from axe_core_python.selenium import Axe

    found = Axe().run(browser)
    return [
        f"{item['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for item in found["violations"]
        if item["impact"] in SERIOUS
        for node in item["nodes"][:3]
    ]


def picture(browser: webdriver.Chrome, name: str) -> Path:
    """The whole page as a picture."""
    import base64

    PICTURES.mkdir(parents=True, exist_ok=True)
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    path = PICTURES / f"{name}.png"
    path.write_bytes(base64.b64decode(shot["data"]))
    return path


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(browser: webdriver.Chrome, served: str, numbers: dict[str, int], name: str, width: int) -> None:
    """Dark on the phone and light on the desktop, so that the colours of both are checked."""
    opened(browser, served + PAGES[name].format(**numbers), width, "dark" if width == PHONE else "light")
    assert errors(browser) == []
    assert browser.title.endswith("Lagebild")
    assert findings(browser) == []
    picture(browser, f"{name}-{width}")
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width, "the page can be pushed sideways"


def test_hostile_report_is_only_text(browser: webdriver.Chrome, served: str, seen: TestClient) -> None:
    version = seen.get("/api/v1/reports", params={"key": "hostile"}).json()["line"]["version"]
    opened(browser, f"{served}/report/{version}", PHONE)
    assert errors(browser) == []
    assert browser.title != "broken"
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE
    assert "U+202E" in browser.find_element(By.TAG_NAME, "main").text
    picture(browser, "hostile-390")


def test_nothing_is_asked_of_other_hosts(browser: webdriver.Chrome, served: str, numbers: dict[str, int]) -> None:
    for name in ("map", "pair", "report", "review"):
        opened(browser, served + PAGES[name].format(**numbers))
        script = "return performance.getEntriesByType('resource').map(entry => entry.name)"
        assert all(address.startswith(served) for address in browser.execute_script(script))


def test_review_by_keys(browser: webdriver.Chrome, served: str) -> None:
    """Accept, undo, pass over, go back, open; typing into the note judges nothing."""

    def shown() -> str:
        return browser.find_element(By.ID, "open").get_attribute("href")

    def press(key: str, until: str) -> None:
        browser.find_element(By.TAG_NAME, "body").send_keys(key)
        WebDriverWait(browser, 20).until(lambda driver: until in driver.page_source)

    opened(browser, f"{served}/review?queue=all")
    first = shown()
    note = browser.find_element(By.ID, "note")
    note.send_keys("a r")
    note.send_keys(Keys.ESCAPE)
    assert shown() == first
    browser.execute_script("document.activeElement.blur()")
    press("a", "Kept: read right.")
    second = shown()
    assert second != first
    picture(browser, "review-kept-1280")
    press("u", "Taken back.")
    assert shown() == first
    press("n", second.rpartition("/")[2])
    WebDriverWait(browser, 20).until(lambda driver: shown() == second)
    press("p", first.rpartition("/")[2])
    WebDriverWait(browser, 20).until(lambda driver: shown() == first)
    browser.find_element(By.TAG_NAME, "body").send_keys("o")
    WebDriverWait(browser, 20).until(lambda driver: driver.current_url == first)
    assert errors(browser) == []


def test_keyboard_reaches_content_first(browser: webdriver.Chrome, served: str) -> None:
    opened(browser, f"{served}/events")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    focused = browser.switch_to.active_element
    assert focused.get_attribute("class") == "skip"
    focused.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "content"


def test_print_shows_all_but_the_controls(browser: webdriver.Chrome, served: str, numbers: dict[str, int]) -> None:
    opened(browser, served + PAGES["event"].format(**numbers))
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden = "return getComputedStyle(document.querySelector(arguments[0])).display"
    assert browser.execute_script(hidden, "nav") == "none"
    assert browser.execute_script(hidden, ".corrections") == "none"
    assert browser.execute_script(hidden, ".versions") != "none"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.skipif("LAGEBILD_README" not in os.environ, reason="set LAGEBILD_README=1 to renew the README's pictures")
@pytest.mark.parametrize(("name", "page"), [("event", "event"), ("report", "report")])
def test_pictures_of_the_readme(
    browser: webdriver.Chrome, served: str, numbers: dict[str, int], name: str, page: str
) -> None:
    opened(browser, served + PAGES[page].format(**numbers), 1100)
    target = ROOT / "docs" / "images" / f"{name}.png"
    target.parent.mkdir(exist_ok=True)
    assert browser.save_screenshot(str(target))
