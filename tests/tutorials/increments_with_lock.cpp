// The same under a lock: only one process at a time reads, adds and writes. Nothing is lost.
//
// Output:
// Expected 200000 counted 200000
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

constexpr int kIncrements = 100'000;

void increment(const Value<int>& counter, Lock& lock)
{
    for (int i = 0; i < kIncrements; ++i) {
        const std::lock_guard guard(lock);
        ++counter.reference();
    }
}

int main()
{
    const auto counter = orThrow(Value<int>::create(0));
    const auto lock = orThrow(Lock::create());
    Process p1(increment, counter, lock);
    Process p2(increment, counter, lock);
    orThrow(p1.start());
    orThrow(p2.start());
    p1.join();
    p2.join();
    print("Expected", 2 * kIncrements, "counted", counter.get());
}
