// A pipe has two ends; a child gets one of them.
//
// Output:
// (42, None, 'hello')
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

using Letter = std::tuple<int, std::optional<double>, std::string>;

void f(const PipeEnd<Letter>& connection)
{
    orThrow(connection.send({42, std::nullopt, "hello"}));
}

int main()
{
    const auto [parentEnd, childEnd] = orThrow(Pipe<Letter>::create());
    Process process(f, childEnd);
    orThrow(process.start());
    print(orThrow(parentEnd.receive()));
    process.join();
}
