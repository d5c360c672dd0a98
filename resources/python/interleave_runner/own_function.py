"""A function of the user's own. Its code is a module, so that what it defines comes through to other processes."""

import inspect
import json
import linecache
import operator
import pickle
import sys
import traceback
import types

from . import engine, log

MODULE = "task"  # the module's name
FILE = "task.py"  # as tracebacks name it
LONGEST_REASON, LONGEST_PLACES, LONGEST_LINE = 250, 350, 60  # letters
NOTHING = ""  # stands for None, which says that a task was not begun
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
        raise  # with what to install
    except BaseException as error:
        raise NotUsable(text_of(error)) from error
    check(getattr(module, "task", None))
    return module


def check(task):
    if not callable(task):
        raise NotUsable("the code defines no function task(n)")
    if inspect.iscoroutinefunction(task) or inspect.isgeneratorfunction(task):
        raise NotUsable("a call of task(n) would only make a coroutine or a generator, and run nothing of it: write it"
                        " without async and yield, and have it run what is asynchronous (asyncio.run)")


def task_of(order):
    task = load(order).task

    def own(number):
        result = task(number)
        return NOTHING if result is None else result

    return own


class OwnLog(log.Log):
    """A worker's log: a result may be anything, and a failure tells where in the code it was."""

    def __init__(self, order, index):
        super().__init__(order["runner"], order["layout"], index)
        self._is_sent = not order["shares_memory"]  # what a task gives
        self._write = written_by_loky if order["executor"] == "python-joblib" else pickle.dumps
        self._seen = set(PLAIN)

    def _end(self, at, result, failed):
        super()._end(at, number_in(result), failed)
        if self._is_sent and type(result) not in self._seen:
            self._seen.add(type(result))
            self._check(result)

    def _fail(self, at, number, error):
        self._words.tell(task=number, error=text_of(error))
        super()._end(at, 0, 1)
        if self._is_sent and isinstance(error, Exception):
            self._check(error)

    def _check(self, given):
        trouble = trouble_with(given, self._write)
        if trouble:
            self._words.tell(**{trouble: type(given).__name__})


def number_in(result):
    """The recording has room for a whole number of 64 bits; 0 stands for all else."""
    try:
        number = operator.index(result)
    except Exception:
        return 0
    return number if 0 <= number <= log.MASK else 0


def written_by_loky(given):
    """Which writes more than pickle: a lambda too."""
    from joblib.externals.loky.backend.reduction import dumps

    return dumps(given)


def trouble_with(given, write):
    """Whether it cannot be written, or pickle cannot read again what was: an exception is made anew from its args,
    which its __init__ may not take."""
    try:
        written = write(given)
    except Exception:
        return "unwritable"
    try:
        pickle.loads(written)
    except Exception:
        return "unreadable"
    return None


def text_of(error):
    """What was raised, and the lines of the user's code that led there."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    places = "; ".join(f"line {frame.lineno} in {frame.name}: {frame.line[:LONGEST_LINE]}" for frame in frames)
    if len(places) > LONGEST_PLACES:
        places = "... " + places[-LONGEST_PLACES:]
    text = engine.text_of(error)[:LONGEST_REASON]
    return fitting(f"{text} ({FILE}, {places})" if places else text)


def fitting(text):
    """As much as goes into a line to the engine at once; a letter may take twelve bytes there."""
    while len(json.dumps(text)) > engine.LONGEST_WORDS - 100:
        text = text[: len(text) * 9 // 10]
    return text
