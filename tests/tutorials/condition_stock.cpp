// A consumer waits for a condition: that there is something in stock. The producer changes the
// stock under the condition's lock and notifies.
//
// Output:
// took 1
// took 2
// took 3
// a fourth comes: false
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;
using namespace std::chrono_literals;

void produce(const Condition& changed, const Value<int>& stock)
{
    for (int item = 1; item <= 3; ++item) {
        const std::lock_guard guard(changed);
        changed.wait([&] { return stock.get() == 0; });
        stock.set(item);
        changed.notifyAll();
    }
}

void consume(const Condition& changed, const Value<int>& stock)
{
    const auto isThere = [&] { return stock.get() != 0; };
    const std::lock_guard guard(changed); // released while it waits
    for (int item = 1; item <= 3; ++item) {
        changed.wait(isThere);
        print("took", stock.get());
        stock.set(0);
        changed.notifyAll();
    }
    print("a fourth comes:", changed.waitFor(10ms, isThere).inTime);
}

int main()
{
    const auto changed = orThrow(Condition::create());
    const auto stock = orThrow(Value<int>::create(0));
    Process consumer(consume, changed, stock);
    Process producer(produce, changed, stock);
    orThrow(consumer.start());
    orThrow(producer.start());
    producer.join();
    consumer.join();
}
