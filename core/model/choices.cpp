#include "core/model/choices.h"

#include <array>

namespace interleave {

namespace {

constexpr std::array kWorkloads{
    Choice{"counter",
        "Shared counter",
        "Every task adds 1 to one shared counter, again and again. Without a primitive updates are "
        "lost."},
    Choice{"squares", "Squares", "Task i computes i x i and adds it to a shared total."},
    Choice{"cubes", "Cubes", "Task i computes i x i x i and adds it to a shared total."},
    Choice{
        "sleep", "Sleep", "Every task sleeps, then adds 1 to a shared count of completed tasks."},
    Choice{"image-filter",
        "Image filter",
        "Every task filters a picture, or a strip of one. Whole pictures add their brightness "
        "histogram to a shared one."},
    Choice{"histogram",
        "Histogram",
        "Every task draws random numbers and counts each in one of several shared buckets."},
    Choice{"bank",
        "Bank transfers",
        "Every task moves money between accounts. The total must not change."},
    Choice{"tickets",
        "Tickets (check, then act)",
        "Workers sell seats: look whether one is left, then sell it. Between the two somebody else "
        "may."},
    Choice{"bounded-buffer",
        "Bounded buffer",
        "Some workers put items into a buffer of limited size, the others take them out. None may "
        "get lost, none may come twice."},
    Choice{"readers-writers",
        "Readers and writers",
        "Writers change several words together, readers compare them. A reader that sees a half "
        "change has a torn read."},
    Choice{"philosophers",
        "Dining philosophers",
        "Every worker needs the forks on both sides to eat. If each holds one, all wait for ever."},
    Choice{"phases",
        "Phases (barrier)",
        "Every worker does its share of each phase. Nobody may begin the next before all are "
        "done."},
    Choice{"false-sharing",
        "False sharing",
        "Every worker counts in a word of its own, but the words may share a cache line. Nothing "
        "is "
        "lost, only time. No primitive is used."},
    Choice{"store-buffering",
        "Store buffering",
        "Two workers each store to a word of their own, then load the other's. That both still "
        "read "
        "0 no order of the four steps explains. No primitive is used."},
    Choice{"function",
        "Own function (Python)",
        "Every task calls a Python function of your own with its number. Python's own systems run "
        "it."},
};

constexpr std::array kPrimitives{
    Choice{"none",
        "none",
        "Nothing guards the shared state: load, add, store. Fastest; updates that overlap are "
        "lost."},
    Choice{"atomic",
        "atomic add",
        "The processor adds in one indivisible instruction. No lock, no waiting line, no lost "
        "update."},
    Choice{"cas",
        "compare and swap",
        "Reads, adds, and stores only if nobody has stored meanwhile; else it tries again. What "
        "lock-free code is made of."},
    Choice{"lock",
        "lock",
        "A process-shared mutex. One worker at a time; the others sleep. If its holder dies, the "
        "next one gets it."},
    Choice{"error-checking-lock",
        "lock, error-checking",
        "A lock that refuses to be locked twice by its holder, who would wait for himself for "
        "ever."},
    Choice{"recursive-lock",
        "lock, recursive",
        "A lock that its holder may lock again; free when it was unlocked as often."},
    Choice{"spinlock",
        "spinlock",
        "Waiting workers keep asking instead of sleeping: short waits are cheap, long ones burn a "
        "core."},
    Choice{"ticket-lock",
        "ticket lock",
        "A spinlock with numbers: who came first is served first. Fair, and slow when the next one "
        "has no core."},
    Choice{"queue-lock",
        "queue lock",
        "A spinlock with a line: each waits for the one before him on a cache line of his own."},
    Choice{"semaphore",
        "semaphore",
        "A counting semaphore: as many workers at a time as it has permits. With one permit it "
        "works like a lock."},
    Choice{"bounded-semaphore",
        "semaphore, bounded",
        "A semaphore that refuses to be released by one who has no permit."},
    Choice{"rwlock-readers",
        "readers-writer lock, readers first",
        "Many readers or one writer at a time. A reader need not wait for a waiting writer, who "
        "may starve."},
    Choice{"rwlock-writers",
        "readers-writer lock, writers first",
        "Many readers or one writer at a time. Readers wait while a writer does."},
    Choice{"flock",
        "file lock (flock)",
        "A lock on a file, by the kernel: programs that share nothing else can use it. Two system "
        "calls each time."},
    Choice{"fcntl",
        "file lock (fcntl)",
        "A lock on a part of a file, by the kernel (open file description lock). Two system calls "
        "each time."},
    Choice{"system-v-semaphore",
        "semaphore, System V",
        "The kernel's own semaphore, of 1983. It gives back what a dead holder had. Two system "
        "calls each time."},
};

constexpr std::array kExecutors{
    Choice{"processes",
        "process pool",
        "A fixed number of worker processes, each with memory of its own, take task after task."},
    Choice{"process-per-task",
        "a process per task",
        "Every task gets a new process, as many at a time as the pool size says. Starting them is "
        "part of the time."},
    Choice{"threads",
        "thread pool",
        "Threads of one process. Quick to start and they share all memory, but a crash ends all of "
        "them."},
    Choice{"serial",
        "serial",
        "One process does one task after the other: what every other way is to be compared with."},
    Choice{"python-pool",
        "Python: Pool",
        "Python's multiprocessing.Pool: worker processes of its own. If one dies in a task it "
        "waits "
        "for ever."},
    Choice{"python-process",
        "Python: Process",
        "A multiprocessing.Process of Python's for every task, as many at a time as the pool size "
        "says."},
    Choice{"python-processes",
        "Python: processes",
        "Python's ProcessPoolExecutor (concurrent.futures). If one of its worker processes dies it "
        "gives all of them up."},
    Choice{"python-threads",
        "Python: threads",
        "Python's ThreadPoolExecutor: threads of one process, which take turns at the "
        "interpreter's "
        "lock (GIL). They help where tasks wait."},
    Choice{"python-asyncio",
        "Python: asyncio",
        "Coroutines in one thread of Python: whoever sleeps lets the others go on."},
    Choice{"python-serial",
        "Python: loop",
        "One Python process does one task after the other: what Python's other ways are to be "
        "compared with."},
    Choice{"python-joblib",
        "Python: joblib",
        "joblib's Parallel, with its loky worker processes or with threads. Without a chunk it "
        "makes its batches as long as it finds good. Needs the package python3-joblib."},
};

constexpr std::array kPythonCalls{
    Choice{"map",
        "map",
        "All tasks by one call, results in their order. What one task raises is all that comes "
        "back."},
    Choice{"as-completed",
        "as completed",
        "Results as they come: imap_unordered of a pool, submit and as_completed of an executor."},
    Choice{"each",
        "one by one",
        "A call for each task: apply_async of a pool, submit of an executor. Its result is waited "
        "for in order."},
};

constexpr std::array kJoblibBackends{
    Choice{"loky",
        "loky",
        "Worker processes that joblib starts when tasks come, and keeps for a while."},
    Choice{"threading",
        "threading",
        "Threads of one process, which take turns at the interpreter's lock (GIL)."},
};

constexpr std::array kHandBacks{
    Choice{"return",
        "return",
        "A task returns its result, and the Python system brings it back. A Process has nobody to "
        "return to: it puts it into a SimpleQueue."},
    Choice{"queue",
        "Queue",
        "A task puts its result into a multiprocessing.Queue, and the parent takes it out."},
    Choice{"pipe",
        "Pipe",
        "A task sends its result through a multiprocessing.Pipe of its own, and ends: for a "
        "Process per task."},
    Choice{"array",
        "Array",
        "A task stores its result in its place of a multiprocessing.Array, which is shared "
        "memory."},
};

constexpr std::array kStartMethods{
    Choice{"fork",
        "fork",
        "A worker starts as a copy of the engine: the fastest way while the engine is small."},
    Choice{"spawn",
        "spawn",
        "A worker is the program started anew; it inherits nothing and reads the experiment "
        "itself."},
    Choice{"forkserver",
        "fork server",
        "A small helper process, spawned once, forks the workers: the cost of a fork however large "
        "the engine is."},
};

constexpr std::array kSchedules{
    Choice{"auto",
        "auto",
        "A free worker claims as many tasks as take about 0.1 ms by its own measure, and fewer "
        "near "
        "the end."},
    Choice{"static",
        "static",
        "Every worker has its share from the start. Costs nothing while it runs; a slow share "
        "leaves the others idle."},
    Choice{"dynamic", "dynamic", "A free worker claims the next chunk of tasks."},
    Choice{"guided",
        "guided",
        "A free worker claims a part of what remains: large pieces first, small ones at the end."},
};

constexpr std::array kOnError{
    Choice{"continue", "go on", "A failed task is reported; the others still run."},
    Choice{"stop", "stop the run", "The first failed task ends the run; the rest is cancelled."},
};

} // namespace

template <>
std::span<const Choice> choicesOf<WorkloadKind>()
{
    return kWorkloads;
}

template <>
std::span<const Choice> choicesOf<Primitive>()
{
    return kPrimitives;
}

template <>
std::span<const Choice> choicesOf<ExecutorKind>()
{
    return kExecutors;
}

template <>
std::span<const Choice> choicesOf<PythonCall>()
{
    return kPythonCalls;
}

template <>
std::span<const Choice> choicesOf<JoblibBackend>()
{
    return kJoblibBackends;
}

template <>
std::span<const Choice> choicesOf<HandBack>()
{
    return kHandBacks;
}

template <>
std::span<const Choice> choicesOf<StartMethod>()
{
    return kStartMethods;
}

template <>
std::span<const Choice> choicesOf<Schedule>()
{
    return kSchedules;
}

template <>
std::span<const Choice> choicesOf<OnError>()
{
    return kOnError;
}

} // namespace interleave
