// The task for n == 5 throws. The parent gets the error where it asks for the result, with the
// place where it was thrown; the other tasks are not touched.
//
// Output:
// [0, 1, 4, 9, 16]
// caught std::invalid_argument: n must not be 5
// thrown by worker <pid> in task 5 in square
// [36, 49, 64, 81]
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

int square(int n)
{
    if (n == 5)
        throw std::invalid_argument("n must not be 5");
    return n * n;
}

int main()
{
    auto pool = orThrow(Pool::create({.workers = 2}));
    print(orThrow(pool.map(square, std::views::iota(0, 5))));

    const auto results = pool.mapEach(square, std::views::iota(0, 10));
    const TaskFailure& error = results[5].error();
    print("caught", error.message);
    const bool inSquare = error.trace.text().find("square") != std::string::npos;
    print("thrown by worker", error.pid, "in task", error.task, inSquare ? "in square" : "");

    print(orThrow(pool.map(square, std::views::iota(6, 10))));
}
