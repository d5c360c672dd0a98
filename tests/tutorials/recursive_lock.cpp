// A function that locks calls another that locks, too. With an RLock the holder may do that; with a
// Lock it would wait for itself.
//
// Output:
// Expected 3000 counted 3000
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

void add(const Value<int>& account, RLock& lock, int amount)
{
    const std::lock_guard guard(lock);
    account.reference() += amount;
}

void addTwice(const Value<int>& account, RLock& lock)
{
    for (int i = 0; i < 500; ++i) {
        const std::lock_guard guard(lock); // both or none, for everybody else
        add(account, lock, 1);
        add(account, lock, 2);
    }
}

int main()
{
    const auto account = orThrow(Value<int>::create(0));
    const auto lock = orThrow(RLock::create());
    Process p1(addTwice, account, lock);
    Process p2(addTwice, account, lock);
    orThrow(p1.start());
    orThrow(p2.start());
    p1.join();
    p2.join();
    print("Expected", 2 * 500 * 3, "counted", account.get());
}
