// Which worker of a pool squares which number?
//
// Output, in any order:
// Worker process id for 1: <pid>
// Worker process id for 2: <pid>
// Worker process id for 3: <pid>
// Worker process id for 4: <pid>
// Worker process id for 5: <pid>
// Output:
// [1, 4, 9, 16, 25]
#include <interleave/interleave.h>
#include <unistd.h>

#include "print.h"

using namespace interleave;

int square(int n)
{
    print("Worker process id for " + std::to_string(n) + ":", ::getpid());
    return n * n;
}

int main()
{
    auto pool = orThrow(Pool::create());
    print(orThrow(pool.map(square, std::vector{1, 2, 3, 4, 5})));
}
