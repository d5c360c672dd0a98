// join() waits for a process's end. Two that sleep side by side take as long as one.
//
// Output:
// Sleeping for 0.2 seconds
// Sleeping for 0.2 seconds
// Finished sleeping
// Finished sleeping
// Program finished in <seconds> seconds
// At least 0.2 seconds: true
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
    p1.join();
    p2.join();
    const double seconds = watch.seconds();
    print("Program finished in", seconds, "seconds");
    print("At least 0.2 seconds:", seconds >= 0.2);
}
