#include "core/process/crash_note.h"

#include "core/base/owner.h"
#include "core/process/child_entry.h"

#include <csignal>
#include <sys/mman.h>
#include <ucontext.h>

namespace interleave {

namespace {

// A signal handler has no argument for it. A child that the process forks has the handler too.
CrashNote* noteOfThisProcess = nullptr;
std::optional<Owner> ownerOfNote;

constexpr std::size_t kHandlerStack = 64 * 1024;
constexpr std::uintptr_t kNearStack = 64 * 1024; // a frame reaches at most that far beyond

std::uintptr_t stackPointer(const ucontext_t& context)
{
#if defined(__x86_64__)
    return static_cast<std::uintptr_t>(context.uc_mcontext.gregs[REG_RSP]);
#else
    static_cast<void>(context);
    return 0;
#endif
}

void fillNote(int signal, const siginfo_t* info, void* context)
{
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    const std::uintptr_t stack = stackPointer(*static_cast<ucontext_t*>(context));
    CrashNote& note = *noteOfThisProcess;
    note.signal = signal;
    note.stackWasFull
        = signal == SIGSEGV && address + kNearStack > stack && address < stack + kNearStack;
    note.programStart = atOffsetInProgram(0);
    captureStack(note.stack);
    note.written.store(1, std::memory_order_release);
}

void onCrash(int signal, siginfo_t* info, void* context)
{
    if (ownerOfNote->isHere())
        fillNote(signal, info, context);
    ::signal(signal, SIG_DFL);
    ::raise(signal); // as it would have died without this handler
}

} // namespace

std::optional<StackTrace> CrashNote::take()
{
    if (written.exchange(0, std::memory_order_acquire) == 0)
        return std::nullopt;
    return StackTrace(stack, programStart);
}

void noteCrashesIn(CrashNote& note)
{
    noteOfThisProcess = &note;
    ownerOfNote.emplace();
    note.written.store(0, std::memory_order_relaxed);
    captureStack(note.stack); // loads the unwinder, which a handler must not
    void* memory = ::mmap(
        nullptr, kHandlerStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return; // it will die without a note
    const stack_t own{.ss_sp = memory, .ss_flags = 0, .ss_size = kHandlerStack};
    ::sigaltstack(&own, nullptr);
    struct sigaction action
    {
    };
    action.sa_sigaction = onCrash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        ::sigaction(signal, &action, nullptr);
}

} // namespace interleave
