"""A function of the user's own. Its code is a module, so that what it defines comes through to other processes."""

import linecache
import operator
import pickle
import sys
import traceback
import types

from . import engine, log

MODULE = "task"  # the module's name
FILE = "task.py"  # as tracebacks name it
LONGEST_REASON, LONGEST_PLACES, LONGEST_LINE = 250, 350, 60  # letters, which fit into engine.LONGEST_WORDS
PLAIN = {int, float, bool, str, bytes, type(None)}  # what always comes through


class NotUsable(Exception):
    """Why there is nothing to run."""


def load(order):
    """The module, made once in each process. What stands beside the function runs now."""
    if MODULE in sys.modules:
        return sys.modules[MODULE]
    code = order["params"]["code"]
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    module = types.ModuleType(MODULE)
    module.__file__ = FILE
    sys.modules[MODULE] = module
    try:
        exec(compile(code, FILE, "exec"), module.__dict__)
    except ModuleNotFoundError:
        raise
    except BaseException as error:
        raise NotUsable(text_of(error)) from error
    if not callable(getattr(module, "task", None)):
        raise NotUsable("the code defines no function task(n)")
    return module


def task_of(order):
    task = load(order).task

    def own(number):
        result = task(number)
        return True if result is None else result  # None says that a task was not begun

    return own


class OwnLog(log.Log):
    """A worker's log: a result may be anything, and a failure tells where in the code it was."""

    def __init__(self, order, index):
        super().__init__(order["runner"], order["layout"], index)

        self._seen = set(PLAIN)

    def _end(self, at, result, failed):
        super()._end(at, number_in(result), failed)
        if type(result) not in self._seen:
            self._seen.add(type(result))
            self._check(result)

    def _fail(self, at, number, error):
        self._words.tell(task=number, error=text_of(error))
        self._end(at, 0, 1)
        self._check(error)

    def _check(self, given):
        if not comes_through(given):
            self._words.tell(unreadable=type(given).__name__)


def number_in(result):
    """The recording has room for a whole number."""
    try:
        return operator.index(result)
    except TypeError:
        return 0


def comes_through(given):
    """Whether another process can read it: pickle makes an exception anew from its args, which its __init__ may not
    take. That it cannot even be written the systems themselves say."""
    try:
        written = pickle.dumps(given)
    except Exception:
        return True
    try:
        pickle.loads(written)
    except Exception:
        return False
    return True


def text_of(error):
    """What was raised, and the lines of the user's code that led there."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    places = "; ".join(f"line {frame.lineno} in {frame.name}: {frame.line[:LONGEST_LINE]}" for frame in frames)
    if len(places) > LONGEST_PLACES:
        places = "... " + places[-LONGEST_PLACES:]
    text = engine.text_of(error)[:LONGEST_REASON]
    return f"{text} ({FILE}, {places})" if places else text
