// A number and an array in shared memory: what the child stores, the parent reads.
//
// Output:
// 3.1415927
// [0, -1, -2, -3, -4, -5, -6, -7, -8, -9]
#include <interleave/interleave.h>
#include <iomanip>

#include "print.h"

using namespace interleave;

void f(const Value<double>& number, const Array<int>& numbers)
{
    number.set(3.1415927);
    for (int& n : numbers)
        n = -n;
}

int main()
{
    const auto number = orThrow(Value<double>::create(0.0));
    const auto numbers = orThrow(Array<int>::create({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));

    Process process(f, number, numbers);
    orThrow(process.start());
    process.join();
    std::cout << std::setprecision(8);
    print(number.get());
    print(numbers);
}
