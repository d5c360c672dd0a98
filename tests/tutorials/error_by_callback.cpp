// Callbacks get each result, or the error, as it comes, in the parent.
//
// Output, in any order:
// 0 squared is 0
// 1 squared is 1
// 2 squared is 4
// 3 squared is 9
// 4 squared is 16
// error: std::invalid_argument: n must not be 5
// 6 squared is 36
// 7 squared is 49
// 8 squared is 64
// 9 squared is 81
// Output:
// all done
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
    for (int n = 0; n < 10; ++n) {
        pool.applyAsync(square, n).then([n](const TaskResult<int>& result) {
            if (result)
                print(n, "squared is", *result);
            else
                print("error:", result.error().message);
        });
    }
    pool.close();
    pool.join();
    print("all done");
}
