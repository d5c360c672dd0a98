// Five processes, started one after the other, which run side by side.
//
// Output, in any order:
// Worker: 0
// Worker: 1
// Worker: 2
// Worker: 3
// Worker: 4
// Output:
// All have ended
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

void worker(int number)
{
    print("Worker:", number);
}

int main()
{
    std::vector<Process> processes;
    for (int i = 0; i < 5; ++i)
        orThrow(processes.emplace_back(worker, i).start());
    for (Process& process : processes)
        process.join();
    print("All have ended");
}
