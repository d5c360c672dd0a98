// The same work by one thread, by threads and by processes. Threads see one memory: what they add
// to a variable is there afterwards. Processes have their own.
//
// Output:
// one after the other: 78498 primes in <seconds> seconds
// threads: 78498 primes in <seconds> seconds
// processes: 78498 primes in <seconds> seconds
// counted by threads: 10
// counted by processes: 0
#include <atomic>
#include <interleave/interleave.h>
#include <numeric>

#include "print.h"
#include "stopwatch.h"

using namespace interleave;

constexpr int kPart = 100'000;
std::atomic<int> partsCounted = 0;

int countPrimes(int part)
{
    int primes = 0;
    for (int n = std::max(2, part * kPart); n < (part + 1) * kPart; ++n) {
        int divisor = 2;
        while (divisor * divisor <= n && n % divisor != 0)
            ++divisor;
        primes += divisor * divisor > n ? 1 : 0;
    }
    ++partsCounted;
    return primes;
}

template <class Executor>
int sumOfParts(Executor& executor)
{
    partsCounted = 0;
    const auto primes = orThrow(executor.map(countPrimes, std::views::iota(0, 10)));
    return std::accumulate(primes.begin(), primes.end(), 0);
}

template <class Executor>
void measure(const char* name, Executor executor)
{
    const Stopwatch watch;
    const int primes = sumOfParts(executor);
    print(name, primes, "primes in", watch.seconds(), "seconds");
}

int main()
{
    measure("one after the other:", orThrow(ThreadExecutor::create(1)));
    measure("threads:", orThrow(ThreadExecutor::create()));
    const int byThreads = partsCounted;
    measure("processes:", orThrow(ProcessExecutor::create()));
    print("counted by threads:", byThreads);
    print("counted by processes:", partsCounted);
}
