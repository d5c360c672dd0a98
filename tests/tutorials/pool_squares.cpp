// A pool applies a function to every item of a list.
//
// Output:
// [1, 4, 9]
// [1, 4, 9, 16, 25]
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

int f(int x)
{
    return x * x;
}

int main()
{
    auto pool = orThrow(Pool::create({.workers = 5}));
    print(orThrow(pool.map(f, std::vector{1, 2, 3})));
    print(orThrow(pool.map([](int n) { return n * n; }, std::views::iota(1, 6))));
}
