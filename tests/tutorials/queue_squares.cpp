// One process fills a queue, the next one empties it.
//
// Output:
// Queue elements:
// 1
// 4
// 9
// 16
// Queue is now empty!
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

void squareList(const std::vector<int>& numbers, const Queue<int>& queue)
{
    for (int n : numbers)
        orThrow(queue.put(n * n));
}

void printQueue(const Queue<int>& queue)
{
    print("Queue elements:");
    while (const auto element = queue.tryGet())
        print(*element);
    print("Queue is now empty!");
}

int main()
{
    const auto queue = orThrow(Queue<int>::create(100));
    Process p1(squareList, std::vector{1, 2, 3, 4}, queue);
    Process p2(printQueue, queue);
    orThrow(p1.start());
    p1.join();
    orThrow(p2.start());
    p2.join();
}
