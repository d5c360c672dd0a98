"""Python's own systems: each brings the tasks to its workers as a program of one's own would.

A system calls trial.begin() when its workers are ready, and trial.end() with what the tasks have returned, in any
order: its start is no part of the measured time, unless starting is what it does for each task, or what it puts off
until the first one.
"""

import asyncio
import multiprocessing
import multiprocessing.connection
import os
from concurrent import futures

from . import buffer, log, loky, tasks, worker


def pool(order, shared, trial):
    """multiprocessing.Pool."""
    context = multiprocessing.get_context(order["start_method"])
    ready = context.Semaphore(0)
    with context.Pool(order["workers"], worker.begin, (os.getpid(), shared, ready)) as workers:
        for _ in range(order["workers"]):
            ready.acquire()
        trial.begin()
        return trial.end(results_of_pool(workers, order), lambda: workers.apply(worker.nothing))


def results_of_pool(workers, order):
    numbers, chunk, run = range(order["tasks"]), order["chunk"], worker.call_of(order)
    if order["call"] == "map":
        return workers.map(run, numbers, chunk)
    if order["call"] == "as-completed":
        return whole(workers.imap_unordered(run, numbers, chunk))
    return results_of([workers.apply_async(run, (n,)) for n in numbers], "get")


def whole(results):
    """Those that come; a task that raised has none, and its log says so."""
    found = []
    while True:
        try:
            found.append(next(results))
        except StopIteration:
            return found
        except BaseException:  # SystemExit too
            pass


def processes(order, shared, trial):
    """concurrent.futures.ProcessPoolExecutor. It starts its workers when tasks come."""
    context = multiprocessing.get_context(order["start_method"])
    trial.begin()
    with futures.ProcessPoolExecutor(
        order["workers"], context, worker.begin, (os.getpid(), shared)
    ) as executor:
        return trial.end(results_by(executor, order), lambda: executor.submit(worker.nothing).result())


def threads(order, shared, trial):
    """concurrent.futures.ThreadPoolExecutor, under the interpreter's lock where it has one."""
    trial.begin()
    with futures.ThreadPoolExecutor(
        order["workers"], "worker", worker.begin, (os.getpid(), shared)
    ) as executor:
        return trial.end(results_by(executor, order), lambda: executor.submit(worker.nothing).result())


def results_by(executor, order):
    numbers, run = range(order["tasks"]), worker.call_of(order)
    if order["call"] == "map":
        return list(executor.map(run, numbers, chunksize=order["chunk"]))
    submitted = [executor.submit(run, n) for n in numbers]
    if order["call"] == "as-completed":
        submitted = futures.as_completed(submitted)
    return results_of(submitted, "result")


def results_of(submitted, get):
    """The same of those that are asked for one by one. What the system itself raises ends the run."""
    found = []
    for each in submitted:
        try:
            found.append(getattr(each, get)())
        except futures.BrokenExecutor:
            raise
        except BaseException:  # SystemExit too
            pass
    return found


def process(order, shared, trial):
    """A multiprocessing.Process for each task, so many at a time."""
    context = multiprocessing.get_context(order["start_method"])
    trial.begin()
    free = list(range(order["workers"]))
    running = {}  # place, process and task, by the process's sentinel
    found = []

    def collect():
        for sentinel in multiprocessing.connection.wait(list(running)):
            place, ended, number = running.pop(sentinel)
            ended.join()
            free.append(place)
            found.extend(trial.way.ended(number))

    for n in range(order["tasks"]):
        while not free:
            collect()
        place = free.pop()
        way = trial.way.for_task(n)
        started = context.Process(target=worker.run_alone, args=(place, os.getpid(), shared, n, way))
        started.start()
        running[started.sentinel] = (place, started, n)
    if order["without_join"]:
        trial.take_time()
    while running:
        collect()

    def empty_task():
        started = context.Process(target=worker.nothing)
        started.start()
        started.join()

    return trial.end_with(found + trial.way.all_of(0), empty_task, workers_are_there=False)


def roles(order, channel, trial):
    """A multiprocessing.Process for each worker: some produce, the others consume."""
    context = multiprocessing.get_context(order["start_method"])
    share, producers = buffer.share_of(order), order["params"]["producers"]
    trial.begin()
    started = [
        context.Process(
            target=worker.run_share, args=(index, os.getpid(), channel, share, index < producers)
        )
        for index in range(order["workers"])
    ]
    for each in started:
        each.start()
    tell_of_deaths(started, trial)
    return trial.end_with([], workers_are_there=False)


def tell_of_deaths(started, trial):
    """The engine sees who dies in a task, but not who dies before or after its share while others wait for it."""
    running = {each.sentinel: each for each in started}
    while running:
        for sentinel in multiprocessing.connection.wait(list(running)):
            ended = running.pop(sentinel)
            ended.join()
            if ended.exitcode != 0:
                trial.tell(died=ended.pid)


def system_of(order):
    return roles if order["workload"] == "bounded-buffer" else SYSTEMS[order["executor"]]


def serial(order, shared, trial):
    """A loop."""
    worker.begin_in(0, os.getpid(), shared)
    trial.begin()
    return trial.end(whole(map(worker.run, range(order["tasks"]))), worker.nothing)


def coroutines(order, shared, trial):
    """asyncio: one thread, in which whoever waits gives way to the others."""
    task = tasks.pause_of(order)
    numbers = iter(range(order["tasks"]))
    found = []

    async def work(own):
        for n in numbers:
            if own.is_stopped():
                return
            try:
                found.append(await own.wait_for(task, n))
            except Exception:
                pass  # its log says it

    async def work_all(logs):
        trial.begin()
        await asyncio.gather(*(work(own) for own in logs))
        for _ in trial.round_trips(found):
            await asyncio.create_task(nothing())

    async def nothing():
        pass

    asyncio.run(work_all(logs_of_one_thread(order)))
    return found


def logs_of_one_thread(order):
    runner, layout = os.getpid(), order["layout"]
    with log.Places(runner, layout) as places:
        for index in range(order["workers"]):
            places.take(index, alone=index == 0)
    return [log.Log(runner, layout, index) for index in range(order["workers"])]


def joblib_parallel(order, shared, trial):
    """joblib.Parallel, whose workers start when tasks come; its batches change unless a chunk is given."""
    import joblib

    trial.begin()
    run = joblib.delayed(worker.run_in_any_process)
    calls = (run(os.getpid(), n) for n in range(order["tasks"]))
    backend, batch = order["joblib_backend"], order["chunk"] or "auto"
    if backend == "loky" and order["workers"] > 1:  # of one joblib makes a loop in this process
        backend = loky.back_end(os.getpid())
    parallel = joblib.Parallel(order["workers"], backend=backend, batch_size=batch)
    return trial.end(parallel(calls), lambda: parallel([joblib.delayed(worker.nothing)()]))


SYSTEMS = {
    "python-pool": pool,
    "python-process": process,
    "python-processes": processes,
    "python-threads": threads,
    "python-asyncio": coroutines,
    "python-serial": serial,
    "python-joblib": joblib_parallel,
}
