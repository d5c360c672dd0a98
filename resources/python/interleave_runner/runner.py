"""A run from its begin to its end."""

import os
import sys
import time

from . import buffer, counter, engine, hand_back, log, own_function, systems, tasks

OLDEST = (3, 8)

PACKAGES = {"cv2": ("python3-opencv", "opencv-python"), "joblib": ("python3-joblib", "joblib")}  # Debian's, PyPI's


class Trial:
    """When the engine begins the measured time, and when all has come back."""

    def __init__(self, words, way, order):
        self._words = words
        self.way = way  # by which results come; None: the system returns them
        self.ended = None
        self.begun = False
        self.round_trip = 0  # in nanoseconds; 0: not known
        self._order = order
        self._gate = engine.GATE

    def tell(self, **words):
        self._words.tell(**words)

    def begin(self):
        self.begun = True
        self.tell(ready=version())
        os.read(self._gate, 1)
        if self._order["measures_way"]:
            self._gate = os.dup(engine.GATE)  # a task that reads its standard input finds the end of it
            with open(os.devnull) as nothing:
                os.dup2(nothing.fileno(), engine.GATE)

    def end(self, returned, empty_task=None):
        """`returned` is what the system gives; of results that come another way, that one has come."""
        if self.way is not None:
            returned = self.way.all_of(sum(result is not None for result in returned))
        return self.end_with(returned, empty_task)

    def end_with(self, results, empty_task=None, workers_are_there=True):
        """`empty_task` has a task that does nothing done, and waits for it."""
        for _ in self.round_trips(results, workers_are_there):
            if empty_task is None:
                break
            empty_task()
        return results

    def round_trips(self, results, workers_are_there=True):
        """All tasks have ended. So often a task that does nothing is to be done now, one after the other, which
        together does not take long: of these the median is told."""
        if self.ended is None:
            self.take_time()
        if not self._order["measures_way"]:
            return
        self.tell(through=workers_are_there)
        os.read(self._gate, 1)
        times, until = [], time.monotonic_ns() + 100_000_000
        while len(results) == self._order["tasks"] and len(times) < 20:
            begin = time.monotonic_ns()
            yield
            times.append(time.monotonic_ns() - begin)
            self.round_trip = sorted(times)[len(times) // 2]
            if time.monotonic_ns() > until:
                return

    def take_time(self):
        self.ended = time.monotonic_ns()


def main():
    runner = os.getpid()
    words = engine.Words(runner)
    words.tell(started=runner)
    try:
        prepare(runner)
        perform(engine.order(runner), words)
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
    way = hand_back.way_of(order)
    shared = what_workers_share(order, way)
    trial = Trial(words, way, order)
    raised, results = None, []
    try:
        tasks.load(order)  # what workers need, before they start
        results = systems.system_of(order)(order, shared, trial)
    except own_function.NotUsable as useless:
        return words.tell(cannot=str(useless))
    except BaseException as error:  # a task's that has come through, or the system's own
        if isinstance(error, ModuleNotFoundError) and not trial.begun:
            return words.tell(cannot=how_to_get(error.name))
        raised = error
    words.tell(
        ended=trial.ended or time.monotonic_ns(),
        raised=engine.text_of(raised) if raised else "",
        by=trial.way.NAME if trial.way is not None else "return",
        round_trip=trial.round_trip,
        **held(order, results, shared),
    )


def what_workers_share(order, way):
    if order["workload"] == "counter":
        return counter.shared_counter(order)
    if order["workload"] == "bounded-buffer":
        return buffer.Channel(order)
    return None if order["executor"] == "python-process" else way


def how_to_get(module):
    """As core/model/python_interpreter.h does."""
    package, project = PACKAGES.get(module, (f"python3-{module}", module))
    maybe = "" if module in PACKAGES else "perhaps "
    systems = sys.prefix == sys.base_prefix == "/usr"
    how = f"{maybe}install the package {package}" if systems else f"{maybe}run {sys.executable} -m pip install {project}"
    beside = "" if module in PACKAGES else "; modules beside a program of one's own are not looked for"
    return f"{sys.executable} has no module {module}: {how}{beside}"


def held(order, results, shared):
    """What has come back, or what the counter holds."""
    if order["workload"] == "counter":
        return {"sum": shared.value.value, "updates": shared.value.value}
    arrived = [result for result in results if result is not None]
    if order["workload"] == "image-filter":
        return held_of_pictures(arrived)
    if order["workload"] == "function":
        return {"sum": 0, "updates": len(arrived)}
    return {"sum": sum(arrived) & log.MASK, "updates": len(arrived)}


def held_of_pictures(arrived):
    bins = sum(arrived).tolist() if arrived else [0] * 256
    return {"sum": sum(bins), "updates": len(arrived), "brightness": bins}


def version():
    """The free-threaded build is named."""
    text = "Python " + ".".join(str(part) for part in sys.version_info[:3])
    has_lock = getattr(sys, "_is_gil_enabled", lambda: True)()
    return text if has_lock else text + ", free-threaded"
