"""The program that Interleave runs for python-pool, without Interleave: how many nanoseconds a map takes.

    python3 bare_pool.py WORKERS TASKS CHUNK WORK
"""

import multiprocessing
import sys
import time

workers, tasks, chunk, work = map(int, sys.argv[1:])


def square(n):
    for _ in range(work):
        result = n * n
    return result


if __name__ == "__main__":
    with multiprocessing.Pool(workers) as pool:
        pool.map(square, range(workers), 1)
        begin = time.monotonic_ns()
        results = pool.map(square, range(tasks), chunk)
        print(time.monotonic_ns() - begin)
    assert results == [n * n for n in range(tasks)]
