"""What a task does: its number in, its result out. As a program of one's own would have it."""

import asyncio
import json
import math
import os
import signal
import time

from . import buffer, counter, log, own_function

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


WORKLOADS = {"squares": squares, "cubes": cubes, "sleep": sleeps}


def load(order):
    """The module of what only some workloads need."""
    if order["workload"] == "image-filter":
        from . import pictures

        return pictures
    if order["workload"] == "function":
        own_function.load(order)
    return None


def task_of(order, shared):
    """The function of a task of this experiment."""
    if order["workload"] == "image-filter":
        task = load(order).task_of(order)
    elif order["workload"] == "bounded-buffer":
        task = buffer.task_of(order, shared)
    elif order["workload"] == "function":
        task = own_function.task_of(order)
    elif order["workload"] == "counter":
        task = counter.increments(order, shared)
    else:
        task = WORKLOADS[order["workload"]](order)
    if order["joblib_memory"] and order["executor"] == "python-joblib":
        task = kept(order, task)
    return with_faults(task, dict(order["faults"])) if order["faults"] else task


def kept(order, task):
    """What was computed before, in this trial or another, is looked up by joblib.Memory."""
    import joblib

    look_up = joblib.Memory(order["joblib_memory"], verbose=0).cache(result_of, ignore=["task"])
    what = json.dumps([order["workload"], order["params"], order["seed"]], sort_keys=True)
    return lambda n: look_up(what, n, task)


def result_of(what, n, task):
    return task(n)


def log_of(order, index):
    """Where a worker writes what it does."""
    if order["workload"] == "image-filter":
        return load(order).PictureLog(order, index)
    if order["workload"] == "function":
        return own_function.OwnLog(order, index)
    return log.Log(order["runner"], order["layout"], index)


def with_faults(task, faults):
    def faulty(*what):  # the task's number is last
        if what[-1] in faults:
            FAULTS[faults[what[-1]]](what[-1])
        return task(*what)

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
