"""Producers and consumers as in the tutorials: some workers put numbered items into a Queue or a Pipe, the others take
them out. What became of each item is marked in memory of the engine (core/workload/buffer_area.h)."""

import mmap
import multiprocessing
import os

from . import engine

PUT = 1
LEFT = 2
RECEIVED = 4  # how often counts from here


class Channel:
    """What the two sides share."""

    def __init__(self, order):
        context = multiprocessing.get_context(order["start_method"])
        params = order["params"]
        self._consumers = order["workers"] - params["producers"]
        self._producers_left = context.Value("i", params["producers"])
        self._consumers_left = context.Value("i", self._consumers)
        self._nones_left = context.Value("i", self._consumers)
        if params["channel"] == "queue":
            self._queue = context.Queue(params["capacity"])
        else:
            self._queue = None
            self._receiver, self._sender = context.Pipe(duplex=False)

    def put(self, item):
        if self._queue is None:
            self._sender.send(item)
        else:
            self._queue.put(item)

    def take(self):
        item = self._receiver.recv() if self._queue is None else self._queue.get()
        if item is None:
            with self._nones_left.get_lock():
                self._nones_left.value -= 1
        return item

    def producer_has_ended(self):
        """After the last one nobody comes any more: each consumer finds a None."""
        with self._producers_left.get_lock():
            self._producers_left.value -= 1
            is_last = self._producers_left.value == 0
        if is_last:
            for _ in range(self._consumers):
                self.put(None)

    def consumer_has_ended(self, marks):
        """The last one takes what no task has taken, or a producer that waits for a place to put it would not end: each
        None that nobody has met, and items whose tasks have failed."""
        with self._consumers_left.get_lock():
            self._consumers_left.value -= 1
            is_last = self._consumers_left.value == 0
        while is_last and self._nones_left.value > 0:
            item = self.take()
            if item is not None:
                marks[item] |= LEFT


class Role:
    """What a worker does in its tasks."""

    def __init__(self, order, channel):
        self._channel = channel
        self._items = order["params"]["items"]
        self._producing = share_of(order) * order["params"]["producers"]  # tasks
        self._consuming = order["tasks"] - self._producing
        self._marks = marks_of(order)
        self._nobody_comes = False

    def run(self, n):
        return self._produce(n) if n < self._producing else self._consume(n - self._producing)

    def _produce(self, n):
        for item in range(n * self._items, (n + 1) * self._items):
            self._marks[item] |= PUT
            self._channel.put(item)
        return self._items

    def _consume(self, n):
        """All consumers' tasks together take as many items as all producers' tasks put."""
        items = len(self._marks)
        for _ in range(n * items // self._consuming, (n + 1) * items // self._consuming):
            item = None if self._nobody_comes else self._channel.take()
            if item is None:
                self._nobody_comes = True
                break
            self._marks[item] += RECEIVED
        return 0


def share_of(order):
    return order["tasks"] // order["workers"]


def marks_of(order):
    items = share_of(order) * order["params"]["producers"] * order["params"]["items"]
    descriptor = engine.opened(order["runner"], engine.MATTER, os.O_RDWR)
    try:
        memory = mmap.mmap(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)
    return memoryview(memory)[order["marks"] : order["marks"] + 4 * items].cast("I")


def task_of(order, channel):
    return Role(order, channel).run
