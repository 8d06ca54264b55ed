"""As much of Ray as the driver asks for, in this process, with troubles that a real cluster has only by bad luck."""

import itertools


class RayError(Exception):
    pass


class RayTaskError(RayError):
    pass


class RayActorError(RayError):
    pass


class NodeDiedError(RayError):
    pass


class ObjectLostError(RayError):
    pass


class OutOfMemoryError(RayError):
    pass


class exceptions:
    RayError = RayError
    RayTaskError = RayTaskError
    RayActorError = RayActorError
    NodeDiedError = NodeDiedError
    ObjectLostError = ObjectLostError
    OutOfMemoryError = OutOfMemoryError


class FakeRay:
    """``starts``: for each worker in turn True, an error to fail with, or None for one that never starts.

    ``losses``: errors of the first answers to batches, in turn. ``init_error``: what starting the cluster raises.
    """

    exceptions = exceptions

    def __init__(self, starts=(), losses=(), init_error=None):
        self.starts = itertools.chain(starts, itertools.repeat(True))
        self.losses = list(losses)
        self.init_error = init_error
        self.up = False
        self.answers = {}
        self.actors = 0

    def is_initialized(self):
        return self.up

    def init(self, **options):
        self.options = options
        if self.init_error:
            raise self.init_error
        self.up = True

    def shutdown(self):
        self.up = False

    def cluster_resources(self):
        return {"CPU": 1.0}

    def available_resources(self):
        return {}

    def remote(self, **options):
        return lambda cls: _Class(self, cls)

    def wait(self, refs, num_returns, timeout):
        return [ref for ref in reversed(refs) if ref in self.answers][:num_returns], refs

    def get(self, ref):
        answer = self.answers[ref]
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Class:
    def __init__(self, ray, cls):
        self.ray, self.cls = ray, cls

    def remote(self, *arguments):
        return _Actor(self.ray, next(self.ray.starts), self.cls(*arguments))


class _Actor:
    def __init__(self, ray, start, real):
        ray.actors += 1
        self.started = _Method(ray, start, real.started, [])
        self.read = _Method(ray, start, real.read, ray.losses)


class _Method:
    def __init__(self, ray, start, do, losses):
        self.ray, self.start, self.do, self.losses = ray, start, do, losses

    def remote(self, *arguments):
        ref = object()
        if self.losses:
            self.ray.answers[ref] = self.losses.pop(0)
        elif self.start is not None:
            self.ray.answers[ref] = self.do(*arguments) if self.start is True else self.start
        return ref
