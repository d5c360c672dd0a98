// Nobody waits for the processes: the program's last line comes before theirs.
//
// Output, in any order:
// Sleeping for 0.2 seconds
// Sleeping for 0.2 seconds
// Program finished in <seconds> seconds
// Output:
// Finished sleeping
// Finished sleeping
#include <interleave/interleave.h>
#include <thread>

#include "print.h"
#include "stopwatch.h"

using namespace interleave;
using namespace std::chrono_literals;

void task()
{
    print("Sleeping for 0.2 seconds");
    std::this_thread::sleep_for(0.2s);
    print("Finished sleeping");
}

int main()
{
    const Stopwatch watch;
    Process p1(task);
    Process p2(task);
    orThrow(p1.start());
    orThrow(p2.start());
    print("Program finished in", watch.seconds(), "seconds");
}
