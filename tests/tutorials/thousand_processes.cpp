// A process for each of the numbers 1 to 999, or three processes for all of them?
//
// Output:
// 999 processes: <seconds> seconds
// a pool of 3: <seconds> seconds
// The pool is faster: true
#include <interleave/interleave.h>

#include "print.h"
#include "stopwatch.h"

using namespace interleave;

int cube(int x)
{
    return x * x * x;
}

double withProcesses()
{
    const Stopwatch watch;
    std::vector<Process> processes;
    for (int x = 1; x < 1000; ++x)
        orThrow(processes.emplace_back([](int n) { static_cast<void>(cube(n)); }, x).start());
    for (Process& process : processes)
        process.join();
    return watch.seconds();
}

double withPool()
{
    const Stopwatch watch;
    auto pool = orThrow(Pool::create({.workers = 3}));
    static_cast<void>(orThrow(pool.map(cube, std::views::iota(1, 1000))));
    return watch.seconds();
}

int main()
{
    const double processes = withProcesses();
    const double pool = withPool();
    print("999 processes:", processes, "seconds");
    print("a pool of 3:", pool, "seconds");
    print("The pool is faster:", pool < processes);
}
