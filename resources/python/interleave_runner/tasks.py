"""What a task does: its number in, its result out. As a program of one's own would have it."""

import asyncio
import math
import os
import signal
import time

from . import counter

MASK = 2**64 - 1


def squares(order):
    repetitions = order["params"]["work"]

    def square(n):
        for _ in range(repetitions):
            result = n * n
        return result

    return square


def cubes(order):
    repetitions = order["params"]["work"]

    def cube(n):
        for _ in range(repetitions):
            result = n * n * n
        return result

    return cube


def sleeps(order):
    def sleep(n):
        seconds = seconds_of(order, n)
        time.sleep(seconds)
        return int(seconds * 1e9)

    return sleep


def pause_of(order):
    """A sleep that leaves its thread to others (asyncio)."""
    faults = dict(order["faults"])

    async def pause(n):
        if n in faults:
            FAULTS[faults[n]](n)
        seconds = seconds_of(order, n)
        await asyncio.sleep(seconds)
        return int(seconds * 1e9)

    return pause


def seconds_of(order, n):
    """How long task n sleeps: the same as in the engine (core/workload/sleep.cpp)."""
    mean = order["params"]["duration"]
    distribution = order["params"]["distribution"]
    if distribution == "uniform":
        return 2 * mean * uniform_at(order["seed"], n)
    if distribution == "exponential":
        return -mean * math.log1p(-uniform_at(order["seed"], n))
    return mean


def uniform_at(seed, index):
    """core/base/random.h."""
    return (split_mix(split_mix(seed) ^ index) >> 11) * 2.0**-53


def split_mix(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
    return state ^ (state >> 31)


WORKLOADS = {"squares": squares, "cubes": cubes, "sleep": sleeps, "counter": counter.increments}


def task_of(order, shared):
    """The function of a task of this experiment."""
    make = WORKLOADS[order["workload"]]
    task = make(order, shared) if make is counter.increments else make(order)
    return with_faults(task, dict(order["faults"])) if order["faults"] else task


def with_faults(task, faults):
    def faulty(n):
        if n in faults:
            FAULTS[faults[n]](n)
        return task(n)

    return faulty


def fail(n):
    raise ValueError(f"injected by raise@{n}")


def crash(_):
    signal.raise_signal(signal.SIGSEGV)  # in this thread, and at once


def leave(_):
    os._exit(0)


def hang(_):
    while True:
        pass


def kill(_):
    os.kill(os.getpid(), signal.SIGKILL)


FAULTS = {"raise": fail, "crash": crash, "exit": leave, "hang": hang, "kill-worker": kill}
