"""A worker from its start to its tasks. Functions of a module, because Python sends functions by their names."""

import contextlib
import os
import threading

from . import buffer, engine, log, own_function, tasks

_here = threading.local()


def begin(runner, shared, ready=None):
    """Before its first task: it takes a place. Whatever fails here would have multiprocessing.Pool try for ever."""
    with told_if_it_fails(runner):
        order = prepare(runner)
        with log.Places(runner, order["layout"]) as places:
            index = places.take_free()
        take_up(runner, order, index, shared)
    if ready is not None:
        ready.release()


@contextlib.contextmanager
def told_if_it_fails(runner):
    """The engine, which then ends the run."""
    try:
        yield
    except BaseException as error:
        known = isinstance(error, own_function.NotUsable)
        engine.Words(runner).tell(cannot=str(error) if known else engine.text_of(error))
        raise


def begin_in(index, runner, shared):
    """The same in a place that it is told."""
    order = prepare(runner)
    with log.Places(runner, order["layout"]) as places:
        places.take(index)
    take_up(runner, order, index, shared)
    return order


def prepare(runner):
    if os.getpid() != runner:
        engine.hold_life_line(runner)
    return engine.order(runner)


def take_up(runner, order, index, shared):
    if order["pin"]:
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[index % len(cores)]})
    _here.log = tasks.log_of(order, index)
    _here.task = tasks.task_of(order, shared)
    _here.way = shared


def run(number):
    """A task. None once the run is stopped."""
    if _here.log.is_stopped():
        return None
    return _here.log.run(_here.task, number)


def nothing():
    """A task of which only the way there and back is left."""


def run_and_give(number):
    """The same; its result goes another way than back to who asked. True where it did."""
    result = run(number)
    if result is None:
        return None
    _here.way.give(number, result)
    return True


def call_of(order):
    """By which a task is asked for."""
    return run if order["hand_back"] == "return" else run_and_give


def run_in_any_process(runner, number):
    """The same where a worker may not have been told that it begins (joblib's threads)."""
    if not hasattr(_here, "log"):
        begin(runner, None)
    return run(number)


def run_share(index, runner, channel, share, produces):
    """A process that does its share of tasks that meet others."""
    with told_if_it_fails(runner):  # others would wait for it
        order = begin_in(index, runner, channel)
    for number in range(index * share, (index + 1) * share):
        try:
            run(number)
        except Exception:
            pass  # its log says it
    if produces:
        channel.producer_has_ended()
    else:
        channel.consumer_has_ended(buffer.marks_of(order))


def run_alone(index, runner, shared, number, way):
    """A process of which this task is all."""
    with told_if_it_fails(runner):
        begin_in(index, runner, shared)
    result = run(number)
    if result is not None:
        way.give(number, result)
