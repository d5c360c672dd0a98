"""The shared counter of the tutorials: a Value in memory that all workers share, and what guards it."""

import contextlib
import multiprocessing
import threading
import time


class SharedCounter:
    """A number for all workers, and its guard. Both reach a worker as an argument of its process."""

    def __init__(self, value, guard):
        self.value = value
        self.guard = guard


def shared_counter(order):
    """Of processes it is a raw Value, without a lock of its own; of threads any object does."""
    context = multiprocessing.get_context(order["start_method"])
    if order["shares_memory"]:
        return SharedCounter(Number(), thread_guard(order))
    if order["sync"] == "recursive-lock":
        value = context.Value("Q", 0)  # its get_lock() is an RLock
        return SharedCounter(value.get_obj(), value.get_lock())
    return SharedCounter(context.RawValue("Q", 0), process_guard(order, context))


class Number:
    def __init__(self):
        self.value = 0


def process_guard(order, context):
    return {
        "none": contextlib.nullcontext,
        "lock": context.Lock,
        "semaphore": lambda: context.Semaphore(order["permits"]),
        "bounded-semaphore": lambda: context.BoundedSemaphore(order["permits"]),
    }[order["sync"]]()


def thread_guard(order):
    return {
        "none": contextlib.nullcontext,
        "lock": threading.Lock,
        "recursive-lock": threading.RLock,
        "semaphore": lambda: threading.Semaphore(order["permits"]),
        "bounded-semaphore": lambda: threading.BoundedSemaphore(order["permits"]),
    }[order["sync"]]()


def increments(order, shared):
    """Adds 1 to the counter, again and again: load, add, store, as `counter.value += 1` does."""
    times = order["params"]["increments"]
    delay_ns = order["params"]["delay_ns"]
    value, guard = shared.value, shared.guard

    def add(_):
        for _ in range(times):
            with guard:
                value.value += 1
        return times

    def add_slowly(_):
        for _ in range(times):
            with guard:
                before = value.value
                wait(delay_ns)
                value.value = before + 1
        return times

    def add_bare(_):
        for _ in range(times):
            value.value += 1
        return times

    if delay_ns:
        return add_slowly
    return add_bare if order["sync"] == "none" else add


def wait(delay_ns):
    """Widens the window of the race: the processor is kept."""
    until = time.monotonic_ns() + delay_ns
    while time.monotonic_ns() < until:
        pass
