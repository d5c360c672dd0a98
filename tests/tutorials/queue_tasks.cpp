// Four processes take tasks from one queue and put what they have done into another.
//
// Output, in any order:
// Task no 0 is done by Process-<count>
// Task no 1 is done by Process-<count>
// Task no 2 is done by Process-<count>
// Task no 3 is done by Process-<count>
// Task no 4 is done by Process-<count>
// Task no 5 is done by Process-<count>
// Task no 6 is done by Process-<count>
// Task no 7 is done by Process-<count>
// Task no 8 is done by Process-<count>
// Task no 9 is done by Process-<count>
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

void doTasks(const Queue<std::string>& toDo, const Queue<std::string>& done)
{
    while (const auto task = toDo.get()) // until it is empty and closed
        orThrow(done.put(*task + " is done by " + processName()));
}

int main()
{
    const auto toDo = orThrow(Queue<std::string>::create(10));
    const auto done = orThrow(Queue<std::string>::create(10));
    for (int i = 0; i < 10; ++i)
        orThrow(toDo.put("Task no " + std::to_string(i)));
    toDo.close();

    std::vector<Process> processes;
    for (int i = 0; i < 4; ++i)
        orThrow(processes.emplace_back(doTasks, toDo, done).start());
    for (Process& process : processes)
        process.join();
    while (const auto text = done.tryGet())
        print(*text);
}
