// Two processes: both have pids of their own, and neither is alive after join().
//
// Output:
// ID of main process: <pid main>
// Output, in any order:
// ID of process running worker1: <pid first>
// ID of process running worker2: <pid second>
// ID of process p1: <pid first>
// ID of process p2: <pid second>
// Output:
// Both processes finished execution!
// Process p1 is alive: false
// Process p2 is alive: false
#include <interleave/interleave.h>
#include <unistd.h>

#include "print.h"

using namespace interleave;

void worker1()
{
    print("ID of process running worker1:", ::getpid());
}

void worker2()
{
    print("ID of process running worker2:", ::getpid());
}

int main()
{
    print("ID of main process:", ::getpid());
    Process p1(worker1);
    Process p2(worker2);
    orThrow(p1.start());
    orThrow(p2.start());
    print("ID of process p1:", p1.pid());
    print("ID of process p2:", p2.pid());
    p1.join();
    p2.join();

    print("Both processes finished execution!");
    print("Process p1 is alive:", p1.isAlive());
    print("Process p2 is alive:", p2.isAlive());
}
