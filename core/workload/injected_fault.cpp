#include "core/workload/injected_fault.h"

#include "core/workload/task_loop.h"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::size_t kPage = 4096;

// This crash is wanted: nobody needs its core dump. A limit of 1 also keeps the program that
// /proc/sys/kernel/core_pattern may name (apport, systemd-coredump) from being called.
void leaveNoCoreDump()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 1);
    ::setrlimit(RLIMIT_CORE, &limit);
}

// A store into a page that may not be touched: as a stray pointer does it.
void crash()
{
    leaveNoCoreDump();
    void* page = ::mmap(nullptr, kPage, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *static_cast<volatile int*>(page) = 1;
}

[[noreturn]] void hang()
{
    for (;;)
        spinPause();
}

template <class Access>
TaskReport commit(const Fault& fault, const Access& access)
{
    switch (fault.kind) {
    case FaultKind::Raise:
        throw std::runtime_error("injected by " + toText({fault}));
    case FaultKind::Crash:
        crash();
        break;
    case FaultKind::Exit:
        ::_exit(0);
    case FaultKind::Hang:
        hang();
    case FaultKind::KillLockHolder:
        access.update([](const auto&) {
            ::kill(::getpid(), SIGKILL);
            hang(); // another thread may be the one that takes the signal
        });
        break;
    case FaultKind::KillWorker:
        break; // the engine's part
    }
    return {};
}

void runFault(const Fault& fault, WorkerContext& worker)
{
    const auto fails
        = [&](std::uint64_t, const auto& access, WorkerContext&) { return commit(fault, access); };
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        TaskReport report = runGuarded(fails, index, access, context);
        report.midway = false; // it throws before it has begun
        return report;
    };
    withAccess(worker, [&](const auto& access) {
        runRange(task, {fault.task, fault.task + 1}, access, worker);
    });
}

} // namespace

void runWithFaults(const Workload& workload,
    std::span<const Fault> faults,
    TaskRange range,
    WorkerContext& worker,
    const std::function<void(std::size_t)>& askForKill)
{
    std::uint64_t next = range.begin;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const Fault& fault = faults[i];
        if (fault.task < next || fault.task >= range.end)
            continue;
        workload.run({next, fault.task}, worker);
        next = fault.task;
        if (fault.kind == FaultKind::KillWorker) {
            askForKill(i);
            continue;
        }
        runFault(fault, worker);
        ++next;
    }
    workload.run({next, range.end}, worker);
}

} // namespace interleave
