#include "core/process/stack_trace.h"

#include "core/base/program_file.h"
#include "core/process/child_entry.h"
#include "core/process/module_symbols.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <filesystem>
#include <map>
#include <span>
#include <unistd.h>

namespace interleave {

namespace {

// dladdr() calls the program itself by the name it was started with, which leads nowhere from
// another folder.
std::string pathOf(const char* module)
{
    if (std::strchr(module, '/') != nullptr && std::filesystem::path(module).is_absolute())
        return module;
    const std::string program = programFile().string();
    return program.empty() ? module : program;
}

// What another process has left in shared memory may have any count.
std::span<void* const> addressesIn(const StackTrace::Raw& raw)
{
    const int count = std::clamp(raw.count, 0, StackTrace::Raw::kMost);
    return std::span(raw.addresses).first(static_cast<std::size_t>(count));
}

} // namespace

StackTrace::StackTrace(const Raw& raw)
{
    for (void* address : addressesIn(raw))
        add(static_cast<const char*>(address));
}

StackTrace::StackTrace(const Raw& raw, const void* programStart)
{
    // As numbers: who died may have left any, and no object of this process lies there.
    const std::uintptr_t moved = reinterpret_cast<std::uintptr_t>(atOffsetInProgram(0))
        - reinterpret_cast<std::uintptr_t>(programStart);
    for (void* address : addressesIn(raw)) {
        const auto* here
            = reinterpret_cast<const char*>(reinterpret_cast<std::uintptr_t>(address) + moved);
        // A spawned process has its libraries elsewhere, and where cannot be told any more.
        if (moved == 0 || offsetInProgram(here))
            add(here);
    }
}

void StackTrace::add(const char* address)
{
    --address; // a return address may be the first byte of the next function: the call is before it
    Dl_info where{};
    if (::dladdr(address, &where) == 0 || where.dli_fname == nullptr)
        return;
    m_frames.push_back({pathOf(where.dli_fname),
        static_cast<std::uint64_t>(address - static_cast<const char*>(where.dli_fbase))});
}

std::string StackTrace::text() const
{
    std::map<std::string, ModuleSymbols> modules;
    std::string text;
    for (const StackFrame& frame : m_frames) {
        const auto module = modules.try_emplace(frame.module, frame.module).first;
        const std::string function = module->second.describe(frame.offset);
        text += fmt::format("    in {}\n",
            function.empty() ? fmt::format("{}+{:#x}", frame.module, frame.offset) : function);
    }
    return text;
}

void captureStack(StackTrace::Raw& raw)
{
    raw.count = ::backtrace(raw.addresses.data(), StackTrace::Raw::kMost);
}

} // namespace interleave
