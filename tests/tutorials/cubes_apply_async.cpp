// The cubes of 1 to 999, one task each: a pool of three processes takes them as they come.
//
// Output:
// Program finished in <seconds> seconds
// [1, 8, 27, ..., 991026973, 994011992, 997002999]
// 999 cubes, together 249500250000
#include <interleave/interleave.h>
#include <numeric>

#include "print.h"
#include "stopwatch.h"

using namespace interleave;

int cube(int x)
{
    return x * x * x;
}

int main()
{
    auto pool = orThrow(Pool::create({.workers = 3}));
    const Stopwatch watch;
    std::vector<Future<int>> futures;
    for (int x = 1; x < 1000; ++x)
        futures.push_back(pool.applyAsync(cube, x));
    std::vector<int> result;
    for (const Future<int>& future : futures)
        result.push_back(orThrow(future.get()));
    print("Program finished in", watch.seconds(), "seconds");
    print(result);
    print(result.size(), "cubes, together", std::accumulate(result.begin(), result.end(), 0L));
}
