"""The same results in the same order whatever drives; deaths and poison cost only the report to blame."""

import gc

import pytest

from lagebild.engine import read_all
from lagebild.records import Reading
from lagebild.reports import ReportError
from tests.engine.stand_in import make, reports

RAY = pytest.param("ray", marks=pytest.mark.slow)
pytestmark = pytest.mark.filterwarnings(
    "default", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
"""Ray leaves processes and files to the garbage collector."""


@pytest.fixture(scope="module")
def cluster():
    """A local cluster of two processors, started as the driver starts one; once, since that takes long."""
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'lagebild[cluster]'")
    from lagebild.engine.cluster import _connect

    try:
        _connect(ray, 2)
    except Exception as error:
        if "timed out" not in str(error):
            raise
        pytest.skip(f"Ray gives its processes 30 seconds, which this busy machine does not have: {error}")
    yield
    ray.shutdown()
    gc.collect()


@pytest.fixture
def driver(request):
    if request.param == "ray":
        request.getfixturevalue("cluster")
    return request.param


def run(items, driver, **options):
    return list(read_all(items, driver=driver, make=make, workers=2, batch=4, **options))


def ids(results):
    return [each.report.id if isinstance(each, Reading) else each.where for each in results]


def outcomes(results):
    return [isinstance(each, Reading) for each in results]


@pytest.mark.parametrize("driver", ["here", "cores", RAY], indirect=True)
def test_order_errors_and_poison(driver):
    texts = ["text"] * 25
    texts[7] = "raise"
    items = reports(texts)
    items[3] = ReportError("r3", "it is empty", "Give text")
    results = run(iter(items), driver)
    assert ids(results) == [f"r{number}" for number in range(25)]
    assert [place for place, fine in enumerate(outcomes(results)) if not fine] == [3, 7]
    assert "poison" in str(results[7])


@pytest.mark.parametrize("driver", ["here", "cores", RAY], indirect=True)
def test_poison_that_is_alone_in_its_batch_costs_only_itself(driver):
    results = run(reports([*["text"] * 8, "raise"]), driver)
    assert outcomes(results) == [True] * 8 + [False]
    assert "poison" in str(results[8])


@pytest.mark.parametrize("driver", ["cores", RAY], indirect=True)
def test_a_report_that_kills_its_worker_is_found_and_the_others_are_read(driver):
    texts = ["text"] * 20
    texts[5] = "die"
    results = run(reports(texts), driver)
    assert ids(results) == [f"r{number}" for number in range(20)]
    assert [place for place, fine in enumerate(outcomes(results)) if not fine] == [5]
    assert "died" in str(results[5])


@pytest.mark.parametrize("driver", ["cores", RAY], indirect=True)
def test_a_worker_killed_from_outside_costs_nothing(driver, tmp_path):
    texts = ["text"] * 20
    texts[9] = f"once:{tmp_path / 'flag'}"
    results = run(reports(texts), driver)
    assert ids(results) == [f"r{number}" for number in range(20)]
    assert all(outcomes(results))
    assert (tmp_path / "flag").exists()


def test_input_is_not_read_ahead_without_end():
    taken = []

    def endless():
        for number in range(10_000):
            taken.append(number)
            yield reports(["text"])[0]

    results = read_all(endless(), driver="cores", make=make, workers=2, batch=4)
    for _ in range(5):
        next(results)
    results.close()
    assert len(taken) < 60


def test_nothing_to_read():
    assert run([], "cores") == []
