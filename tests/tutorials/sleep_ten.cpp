// Ten processes that sleep side by side take far less than ten times as long as one.
//
// Output, in any order:
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Finished sleeping
// Output:
// Program finished in <seconds> seconds
// Less than one after the other: true
#include <interleave/interleave.h>
#include <thread>

#include "print.h"
#include "stopwatch.h"

using namespace interleave;
using namespace std::chrono_literals;

void task()
{
    std::this_thread::sleep_for(0.2s);
    print("Finished sleeping");
}

int main()
{
    const Stopwatch watch;
    std::vector<Process> processes;
    for (int i = 0; i < 10; ++i)
        orThrow(processes.emplace_back(task).start());
    for (Process& process : processes)
        process.join();
    const double seconds = watch.seconds();
    print("Program finished in", seconds, "seconds");
    print("Less than one after the other:", seconds < 10 * 0.2);
}
