#include "core/model/machine_facts.h"

#include "core/base/machine.h"

#include <fstream>
#include <string>
#include <sys/utsname.h>
#include <unistd.h>

namespace interleave {

namespace {

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line)) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos)
            return line.substr(colon + 2);
    }
    return "unknown processor";
}

} // namespace

MachineFacts describeMachine(const Clock& clock)
{
    utsname names{};
    ::uname(&names);
    return {
        .processor = processorName(),
        .kernel = std::string(names.sysname) + " " + names.release,
        .cores = ::sysconf(_SC_NPROCESSORS_ONLN),
        .usableCores = usableCores(),
        .memoryBytes = ::sysconf(_SC_PHYS_PAGES) * ::sysconf(_SC_PAGESIZE),
        .clock = clock.source() == ClockSource::Tsc ? "tsc" : "monotonic",
    };
}

} // namespace interleave
