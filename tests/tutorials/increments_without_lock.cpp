// Two processes increment one number without a lock: read, add, write. When both read before
// either has written, one increment is lost.
//
// Output:
// Expected 200000 counted <count>
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

constexpr int kIncrements = 100'000;

void increment(const Value<int>& counter)
{
    volatile int& number = counter.reference(); // each time from memory
    for (int i = 0; i < kIncrements; ++i)
        number = number + 1;
}

int main()
{
    const auto counter = orThrow(Value<int>::create(0));
    Process p1(increment, counter);
    Process p2(increment, counter);
    orThrow(p1.start());
    orThrow(p2.start());
    p1.join();
    p2.join();
    print("Expected", 2 * kIncrements, "counted", counter.get());
}
