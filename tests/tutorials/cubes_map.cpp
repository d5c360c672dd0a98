// The cubes of 1 to 999 by map(), which hands out many numbers at once.
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
    const auto result = orThrow(pool.map(cube, std::views::iota(1, 1000)));
    print("Program finished in", watch.seconds(), "seconds");
    print(result);
    print(result.size(), "cubes, together", std::accumulate(result.begin(), result.end(), 0L));
}
