"""Trouble with a Ray cluster, told by a stand-in: it ends in an error that says what to do, or costs nothing."""

import itertools
import logging
import socket
import sys

import pytest

from lagebild.engine import cluster, read_all
from lagebild.engine.cluster import ClusterError
from lagebild.records import Reading
from tests.engine import fake_ray
from tests.engine.fake_ray import FakeRay
from tests.engine.stand_in import make, reports


@pytest.fixture
def listening():
    """The address of a port where something listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def run(monkeypatch, ray, count=10):
    monkeypatch.setitem(sys.modules, "ray", ray)
    return list(read_all(reports(["text"] * count), driver="ray", make=make, workers=2, batch=2))


def whole(results, count=10):
    return [each.report.id for each in results if isinstance(each, Reading)] == [f"r{n}" for n in range(count)]


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError("Timed out after 30 seconds while waiting for node to startup"),
        Exception("The current node timed out during startup. This could happen because of much."),
        fake_ray.RayError("Failed to get the system config\nfrom the raylet\nstack"),
        ConnectionError("Failed to connect to Ray cluster"),
        AssertionError(),
    ],
)
@pytest.mark.parametrize("scheme", [None, "", "ray://"])
def test_a_cluster_that_does_not_come_up_is_told_with_advice(monkeypatch, error, scheme, listening):
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    address = None if scheme is None else scheme + listening
    if address:
        monkeypatch.setenv("RAY_ADDRESS", address)
    with pytest.raises(ClusterError) as found:
        run(monkeypatch, FakeRay(init_error=error))
    said = str(found.value)
    assert (address or "--driver cores") in said
    assert "\n" not in said
    assert (str(error).partition("\n")[0].rstrip(".") or "AssertionError") in said


def test_an_address_where_nothing_listens_is_told_at_once(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed_again:
        address = f"127.0.0.1:{closed_again.getsockname()[1]}"
    monkeypatch.setenv("RAY_ADDRESS", address)
    ray = FakeRay()
    with pytest.raises(ClusterError, match=rf"no Ray cluster at {address} "):
        run(monkeypatch, ray)
    assert not hasattr(ray, "options")


@pytest.mark.parametrize("address", ["auto", "local"])
def test_addresses_that_ray_finds_itself_are_left_to_it(monkeypatch, address):
    monkeypatch.setenv("RAY_ADDRESS", address)
    ray = FakeRay()
    assert whole(run(monkeypatch, ray))
    assert ray.options["address"] == address


def test_a_cluster_with_too_few_processors_is_used_as_it_is_and_told_of(monkeypatch, caplog):
    clock = itertools.count(0, cluster.PATIENCE)
    monkeypatch.setattr(cluster.time, "monotonic", lambda: next(clock))
    with caplog.at_level(logging.WARNING):
        assert whole(run(monkeypatch, FakeRay(starts=[True, None])))
    assert "1 of 2 workers have not started yet; each needs a processor, and the cluster has 1 (0 free)" in caplog.text


def test_nothing_is_told_of_workers_that_start_in_time(monkeypatch, caplog):
    with caplog.at_level(logging.WARNING):
        assert whole(run(monkeypatch, FakeRay()))
    assert not caplog.records


def test_without_any_free_processor_it_waits_and_says_so(monkeypatch, caplog):
    ray = FakeRay(starts=[None, None])
    waits = []

    def wait(refs, num_returns, timeout):
        waits.append(timeout)
        if len(waits) == 3:
            raise KeyboardInterrupt
        return [], refs

    monkeypatch.setattr(ray, "wait", wait)
    clock = itertools.count(0, cluster.PATIENCE)
    monkeypatch.setattr(cluster.time, "monotonic", lambda: next(clock))
    with caplog.at_level(logging.WARNING), pytest.raises(KeyboardInterrupt):
        run(monkeypatch, ray)
    assert "2 of 2 workers have not started yet" in caplog.text
    assert not ray.up


def test_a_worker_that_cannot_be_started_is_done_without(monkeypatch, caplog):
    ray = FakeRay(starts=[True, fake_ray.RayActorError("no module lagebild"), fake_ray.RayActorError("no module")])
    with caplog.at_level(logging.WARNING):
        assert whole(run(monkeypatch, ray))
    assert ray.actors == 3
    assert "a worker cannot be started: no module" in caplog.text


def test_without_any_worker_it_says_what_ray_says(monkeypatch):
    with pytest.raises(ClusterError, match=r"(?s)same versions of Lagebild.*no module lagebild"):
        run(monkeypatch, FakeRay(starts=[fake_ray.RayActorError("no module lagebild")] * 4))


@pytest.mark.parametrize("error", [fake_ray.ObjectLostError("gone"), fake_ray.NodeDiedError("gone")])
def test_an_answer_that_went_with_its_machine_is_asked_for_again(monkeypatch, error):
    ray = FakeRay(losses=[error])
    assert whole(run(monkeypatch, ray))
    assert ray.actors == 3


def test_a_cluster_that_is_lost_on_the_way_is_told(monkeypatch):
    ray = FakeRay(losses=[fake_ray.RayError("The raylet died.\nstack")])
    with pytest.raises(ClusterError, match=r"Ray failed: The raylet died\. See that"):
        run(monkeypatch, ray)
    assert not ray.up


def test_an_error_of_ours_keeps_its_traceback(monkeypatch):
    with pytest.raises(fake_ray.RayTaskError):
        run(monkeypatch, FakeRay(losses=[fake_ray.RayTaskError("TypeError")]))
