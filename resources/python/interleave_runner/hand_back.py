"""How results come from the workers to their parent, where a Python system does not bring them: by a Queue, a Pipe or
an Array, as in the tutorials."""

import ctypes
import multiprocessing
import queue

LONGEST_WAIT = 2  # seconds for a result whose task has ended: who died meanwhile has not sent it

MASK = 2**64 - 1  # in an Array: no result is there yet. No square or cube of a task has this value


def way_of(order):
    """None: as the system brings them."""
    way = order["hand_back"]
    alone = order["executor"] == "python-process"  # to whom nobody listens
    if way == "return" and not alone:
        return None
    context = multiprocessing.get_context(order["start_method"])
    if order["shares_memory"]:
        return ByArray([MASK] * order["tasks"]) if way == "array" else ByQueue(queue.Queue())
    if way == "array":
        return ByArray(filled(context.Array("Q", order["tasks"])))
    if way == "pipe":
        return ByPipe(context)
    return ByQueue(context.SimpleQueue() if way == "return" else context.Queue())


def filled(array):
    ctypes.memset(array.get_obj(), 0xFF, ctypes.sizeof(array.get_obj()))
    return array


class ByQueue:
    """Workers put results in, their parent takes them out."""

    NAME = "queue"

    def __init__(self, results):
        self._results = results

    def for_task(self, _):
        """What the worker of a task of its own gets, to give its result to."""
        return self

    def give(self, _, result):
        self._results.put(result)

    def ended(self, _):
        """What has come when a task's process has ended."""
        found = []
        while not self._results.empty():
            found.append(self._results.get())
        return found

    def all_of(self, count):
        """When all tasks have ended, and so many have given their results."""
        found = []
        try:
            while len(found) < count:
                found.append(self._results.get(timeout=LONGEST_WAIT))
        except queue.Empty:
            pass
        return found


class ByPipe:
    """A pipe for each task."""

    NAME = "pipe"

    def __init__(self, context):
        self._context = context
        self._receivers = {}

    def for_task(self, number):
        self._receivers[number], sender = self._context.Pipe(duplex=False)
        return Sender(sender)

    def ended(self, number):
        with self._receivers.pop(number) as receiver:
            try:
                return [receiver.recv()] if receiver.poll() else []
            except EOFError:
                return []

    def all_of(self, _):
        return []


class Sender:
    def __init__(self, connection):
        self._connection = connection

    def give(self, _, result):
        self._connection.send(result)
        self._connection.close()


class ByArray:
    """Each task has a place in memory that all share."""

    NAME = "array"

    def __init__(self, places):
        self._places = places

    def for_task(self, _):
        return self

    def give(self, number, result):
        self._places[number] = result & MASK

    def ended(self, _):
        return []

    def all_of(self, _):
        return [result for result in self._places[:] if result != MASK]
