// Results come back through shared memory: an array of squares and their sum.
//
// Output:
// Result(in process p1): [1, 4, 9, 16]
// Sum of squares(in process p1): 30
// Result(in main program): [1, 4, 9, 16]
// Sum of squares(in main program): 30
#include <interleave/interleave.h>
#include <numeric>

#include "print.h"

using namespace interleave;

void squareList(
    const std::vector<int>& numbers, const Array<int>& result, const Value<int>& squareSum)
{
    std::ranges::transform(numbers, result.begin(), [](int n) { return n * n; });
    squareSum.set(std::accumulate(result.begin(), result.end(), 0));
    print("Result(in process p1):", result);
    print("Sum of squares(in process p1):", squareSum.get());
}

int main()
{
    const auto result = orThrow(Array<int>::create(4));
    const auto squareSum = orThrow(Value<int>::create(0));
    Process p1(squareList, std::vector{1, 2, 3, 4}, result, squareSum);
    orThrow(p1.start());
    p1.join();
    print("Result(in main program):", result);
    print("Sum of squares(in main program):", squareSum.get());
}
