// A queue carries a message of several types from one process to another.
//
// Output:
// (42, None, 'hello')
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

using Letter = std::tuple<int, std::optional<double>, std::string>;

void f(const Queue<Letter>& queue)
{
    orThrow(queue.put({42, std::nullopt, "hello"}));
}

int main()
{
    const auto queue = orThrow(Queue<Letter>::create(10));
    Process process(f, queue);
    orThrow(process.start());
    print(orThrow(queue.get()));
    process.join();
}
