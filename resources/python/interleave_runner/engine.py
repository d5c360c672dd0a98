"""The ends that the engine has given to the runner, for all processes of a run.

A forked worker inherits them, a spawned one nothing: so each opens them by the runner's number, in /proc.
"""

import fcntl
import json
import os
import select
import signal

GATE = 0  # the engine closes it when the trial begins; where it looks again later, it writes a byte
MEMORY = 3  # the workers' logs
WORDS = 4  # a line of JSON each, to the engine
LIFE_LINE = 5  # whoever holds it ends with the engine
MATTER = 6  # what tasks are about: pictures, or items with their marks

LONGEST_WORDS = 4000  # so much goes into a pipe at once, whoever else writes


def opened(runner, descriptor, flags):
    """A descriptor of the runner's as this process's own."""
    return os.open(f"/proc/{runner}/fd/{descriptor}", flags)


def order(runner):
    """What is to be done: the runner's last argument."""
    with open(f"/proc/{runner}/cmdline", "rb") as arguments:
        return dict(json.loads(arguments.read().split(b"\0")[-2]), runner=runner)


def hold_life_line(runner):
    """From now on the kernel kills this process when the engine has ended."""
    line = opened(runner, LIFE_LINE, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(line, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(line, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(line, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
    if select.select([line], [], [], 0)[0]:  # it had ended before
        os.kill(os.getpid(), signal.SIGKILL)


class Words:
    """What one process has to tell the engine."""

    def __init__(self, runner):
        self._descriptor = opened(runner, WORDS, os.O_WRONLY)

    def tell(self, **words):
        line = json.dumps(words).encode() + b"\n"
        os.write(self._descriptor, line)


def text_of(error):
    """An exception in words that fit into a line."""
    try:
        text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    except BaseException:  # its own __str__ fails
        text = type(error).__name__
    return " ".join(text.split())[: LONGEST_WORDS // 8]  # a line; a character may take six bytes in JSON
