"""What Interleave runs under Python's own multiprocessing, concurrent.futures, threading and asyncio.

    engine     the ends that the engine has given: orders, words, the life line
    log        where a worker writes what it does, in memory that the engine reads
    tasks      what a task does
    pictures   pictures as tasks
    filters    what can be done to them
    counter    the shared counter and what guards it
    buffer     producers and consumers
    hand_back  how results come back
    worker     a worker from its start to its tasks
    loky       joblib's workers
    systems    the systems: how the tasks reach the workers
    runner     a run from its begin to its end

Only the standard library is used (and joblib, where it is the system, and OpenCV, where tasks are pictures), and
nothing newer than Python 3.8.
"""
