// A process of its own says hello.
//
// Output:
// hello bob
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

void sayHello(const std::string& name)
{
    print("hello", name);
}

int main()
{
    Process process(sayHello, "bob");
    orThrow(process.start());
    process.join();
}
