"""A run from its begin to its end."""

import json
import os
import sys
import time

from . import counter, engine, log, systems

OLDEST = (3, 8)


class Trial:
    """When the engine begins the measured time, and when all has come back."""

    def __init__(self, words):
        self._words = words
        self.ended = None

    def begin(self):
        self._words.tell(ready=version())
        os.read(engine.GATE, 1)

    def end(self, results):
        self.ended = time.monotonic_ns()
        return results


def main():
    runner = os.getpid()
    words = engine.Words(runner)
    words.tell(started=runner)
    try:
        prepare(runner)
        perform(json.loads(sys.argv[1]), words)
    except BaseException as error:
        words.tell(cannot=engine.text_of(error))
        raise


def prepare(runner):
    """A group of its own, that the engine can end as a whole; and no realtime policy, for its workers neither."""
    if sys.version_info < OLDEST:
        raise RuntimeError("Python {}.{} or newer is needed".format(*OLDEST))
    os.setsid()
    engine.hold_life_line(runner)
    if os.sched_getscheduler(0) in (os.SCHED_FIFO, os.SCHED_RR):
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def perform(order, words):
    shared = counter.shared_counter(order) if order["workload"] == "counter" else None
    trial = Trial(words)
    raised, results = None, []
    try:
        results = systems.SYSTEMS[order["executor"]](order, shared, trial)
    except ModuleNotFoundError as missing:
        return words.tell(cannot=how_to_get(missing.name))
    except Exception as error:  # a task's that has come through, or the system's own
        raised = error
    words.tell(
        ended=trial.ended or time.monotonic_ns(),
        raised=engine.text_of(raised) if raised else "",
        **held(results, shared),
    )


def how_to_get(module):
    return f"{sys.executable} has no module {module}; install the package python3-{module} (or pip install {module})"


def held(results, shared):
    """What has come back, or what the counter holds."""
    if shared is not None:
        return {"sum": shared.value.value, "updates": shared.value.value}
    arrived = [result for result in results if result is not None]
    return {"sum": sum(arrived) & log.MASK, "updates": len(arrived)}


def version():
    """The free-threaded build is named."""
    text = "Python " + ".".join(str(part) for part in sys.version_info[:3])
    has_lock = getattr(sys, "_is_gil_enabled", lambda: True)()
    return text if has_lock else text + ", free-threaded"
