// The three ways to start a process. Only a forked one has what its parent had in memory.
//
// Output:
// fork: the child says "set in main"
// spawn: the child says "as the program begins"
// forkserver: the child says "as the program begins"
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

std::string text = "as the program begins";

void say(const std::string& method)
{
    print(method + ": the child says", '"' + text + '"');
}

void startBy(StartMethod method, const std::string& name)
{
    Process process({.context = orThrow(Context::create(method))}, say, name);
    orThrow(process.start());
    process.join();
}

int main(int argc, char** argv)
{
    childMain(argc, argv);
    text = "set in main";
    startBy(StartMethod::Fork, "fork");
    startBy(StartMethod::Spawn, "spawn");
    startBy(StartMethod::ForkServer, "forkserver");
}
