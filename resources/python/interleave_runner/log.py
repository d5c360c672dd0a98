"""Where a worker writes what it does: a log of its own in memory that the engine reads while the trial goes on.

How the memory is laid out the engine says in the order (core/engine/python/python_logs.h): a head with a line for
each worker, then the logs, an event for each task. An event's process is written last when the task begins, its end
last of all, so that the engine never takes half an event for a whole one. A task costs two writes and the reads of its
clocks.
"""

import ctypes
import fcntl
import mmap
import os
import struct
import threading
from time import monotonic_ns, thread_time_ns

from . import engine

WORKER = struct.Struct("=qq")  # process, thread
BEGIN = struct.Struct("=QII")  # begin, task + 1, process
END = struct.Struct("=QQHB5xQ")  # result, time on a core, core, failed, end
EVENT_BYTES = BEGIN.size + END.size

MASK = 2**64 - 1  # sums are modulo 2^64, as the engine's


def reader_of_cores():
    """Says which core this thread is on. By PyDLL it keeps the interpreter's lock, which CDLL would give away."""
    try:
        return ctypes.PyDLL(None).sched_getcpu
    except (AttributeError, OSError):
        return lambda: 0


current_core = reader_of_cores()


class Log:
    """One worker's. Nobody else writes it as long as that lives."""

    def __init__(self, runner, layout, index):
        descriptor = engine.opened(runner, engine.MEMORY, os.O_RDWR)
        try:
            self._head = mmap.mmap(descriptor, layout["head"])
            self._events = mmap.mmap(
                descriptor, layout["stride"], offset=layout["head"] + index * layout["stride"]
            )
        finally:
            os.close(descriptor)
        self._stop = layout["stop"]
        self._words = engine.Words(runner)
        self._process = os.getpid()
        self._next = self._first_free(layout["stride"] // EVENT_BYTES) * EVENT_BYTES

    def _first_free(self, events):
        """Where a predecessor has stopped that died."""
        low, high = 0, events
        while low < high:
            middle = (low + high) // 2
            if BEGIN.unpack_from(self._events, middle * EVENT_BYTES)[1]:
                low = middle + 1
            else:
                high = middle
        return low

    def is_stopped(self):
        """What has not begun then stays undone."""
        return self._head[self._stop] != 0

    def run(self, task, number):
        """Runs a task and writes down when that was."""
        at = self._begin(number)
        try:
            result = task(number)
        except BaseException as error:
            self._fail(at, number, error)
            raise
        self._end(at, result, 0)
        return result

    async def wait_for(self, task, number):
        """The same of a task that leaves its thread to others meanwhile."""
        at = self._begin(number)
        try:
            result = await task(number)
        except BaseException as error:
            self._fail(at, number, error)
            raise
        self._end(at, result, 0)
        return result

    def _begin(self, number):
        at = self._next
        self._next = at + EVENT_BYTES
        BEGIN.pack_into(self._events, at, monotonic_ns(), number + 1, self._process)
        return at

    def _end(self, at, result, failed):
        end = monotonic_ns()
        END.pack_into(
            self._events, at + BEGIN.size, result & MASK, thread_time_ns(), current_core(), failed, end
        )

    def _fail(self, at, number, error):
        self._words.tell(task=number, error=engine.text_of(error))
        self._end(at, 0, 1)


class Places:
    """The workers' lines in the head. Locked by the file, so that it holds between threads and processes alike."""

    def __init__(self, runner, layout):
        self._layout = layout
        self._descriptor = engine.opened(runner, engine.MEMORY, os.O_RDWR)
        self._lines = mmap.mmap(self._descriptor, layout["head"])

    def __enter__(self):
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_):
        self._lines.close()
        os.close(self._descriptor)  # and with it the lock

    def take(self, index, alone=True):
        """Tells the engine who is there now. Of several workers in one thread the first alone has that."""
        at = self._layout["first_worker"] + index * self._layout["worker_bytes"]
        WORKER.pack_into(self._lines, at, os.getpid(), threading.get_native_id() if alone else 0)

    def take_free(self):
        """A place that nobody has, or whose owner has died."""
        for index in range(self._layout["workers"]):
            at = self._layout["first_worker"] + index * self._layout["worker_bytes"]
            process, _ = WORKER.unpack_from(self._lines, at)
            if process == 0 or not os.path.exists(f"/proc/{process}"):
                self.take(index)
                return index
        raise RuntimeError(f"more than {self._layout['workers']} workers")
