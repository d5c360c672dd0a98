// At most two of four processes are inside at a time. A release too many is refused.
//
// Output:
// never more than two inside: true
// a release too many: false
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

void visit(const BoundedSemaphore& places, const Value<int>& inside, const Value<int>& tooMany)
{
    for (int i = 0; i < 1'000; ++i) {
        const std::lock_guard guard(places);
        if (inside.fetchAdd(1) >= 2)
            tooMany.set(1);
        inside.fetchAdd(-1);
    }
}

int main()
{
    const auto places = orThrow(BoundedSemaphore::create(2));
    const auto inside = orThrow(Value<int>::create(0));
    const auto tooMany = orThrow(Value<int>::create(0));
    std::vector<Process> visitors;
    for (int i = 0; i < 4; ++i)
        orThrow(visitors.emplace_back(visit, places, inside, tooMany).start());
    for (Process& visitor : visitors)
        visitor.join();
    print("never more than two inside:", tooMany.get() == 0);
    print("a release too many:", places.release());
}
