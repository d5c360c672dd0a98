// Results in the order in which they come, whatever the order of submission.
//
// Output:
// slept 0.1 seconds
// slept 0.2 seconds
// slept 0.3 seconds
#include <interleave/interleave.h>
#include <thread>

#include "print.h"

using namespace interleave;

double sleepFor(double seconds)
{
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    return seconds;
}

int main()
{
    auto executor = orThrow(ProcessExecutor::create({.workers = 3}));
    std::vector<Future<double>> futures;
    for (double seconds : {0.3, 0.1, 0.2})
        futures.push_back(executor.submit(sleepFor, seconds));
    for (const Future<double>& future : asCompleted(futures))
        print("slept", orThrow(future.get()), "seconds");
}
