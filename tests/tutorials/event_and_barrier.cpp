// Three processes wait for an event, the start. Each works, and at a barrier waits for the others:
// whoever comes last says that the phase is over.
//
// Output:
// ready, go
// phase 1 : 3 of 3 have worked
// phase 2 : 6 of 6 have worked
// nobody comes: broken true
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;
using namespace std::chrono_literals;

void work(const Event& start, const Barrier& barrier, const Value<int>& worked)
{
    start.wait();
    for (int phase = 1; phase <= 2; ++phase) {
        worked.fetchAdd(1);
        if (barrier.wait() == Barrier::Passage::PassedLast)
            print("phase", phase, ":", worked.get(), "of", 3 * phase, "have worked");
        barrier.wait(); // until it is said
    }
}

int main()
{
    const auto start = orThrow(Event::create());
    const auto barrier = orThrow(Barrier::create(3));
    const auto worked = orThrow(Value<int>::create(0));
    std::vector<Process> workers;
    for (int i = 0; i < 3; ++i)
        orThrow(workers.emplace_back(work, start, barrier, worked).start());
    print("ready, go");
    start.set();
    for (Process& worker : workers)
        worker.join();
    const bool broken = barrier.waitFor(10ms) == Barrier::Passage::Broken;
    print("nobody comes: broken", broken);
}
