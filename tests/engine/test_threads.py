"""Workers side by side must not fight for the processors."""

from lagebild.engine import drive, work


def test_a_worker_has_one_thread_and_a_lone_reader_all(monkeypatch):
    import lagebild.analysis.analyzer
    import lagebild.pipeline

    asked = []
    load = lagebild.analysis.analyzer.Analyzer.load
    monkeypatch.setattr(lagebild.pipeline.Analyzer, "load", lambda **options: asked.append(options))
    plans = []
    monkeypatch.setitem(drive.DRIVERS, "cores", lambda reports, plan: plans.append(plan) or iter(()))
    drive.read_all([], driver="cores", min_confidence=0.5)
    plans[0].make()
    plans[0].alone()
    assert asked == [{"threads": 1}, {"threads": None}]
    assert load is not lagebild.pipeline.Analyzer.load


def test_the_model_keeps_to_its_threads():
    reader = work.reader(threads=1)()
    options = reader._analyzer._runner._session.get_session_options()
    assert options.intra_op_num_threads == 1
