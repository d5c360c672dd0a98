// Who is who: a process has a name, a pid, and a parent.
//
// Output:
// main line
//   process id: <pid main>
// function f of greeter
//   parent process: <pid main>
//   process id: <pid worker>
// hello bob
// greeter had the process id <pid worker>
#include <interleave/interleave.h>
#include <unistd.h>

#include "print.h"

using namespace interleave;

void f(const std::string& name)
{
    print("function f of", processName());
    print("  parent process:", ::getppid());
    print("  process id:", ::getpid());
    print("hello", name);
}

int main()
{
    print("main line");
    print("  process id:", ::getpid());

    Process process({.name = "greeter"}, f, "bob");
    orThrow(process.start());
    process.join();
    print(process.name(), "had the process id", process.pid());
}
