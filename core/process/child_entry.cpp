#include "core/process/child_entry.h"

#include "core/base/serialise.h"
#include "core/ipc/memory_file.h"
#include "core/process/life_line.h"
#include "core/process/new_child.h"

#include <cstdio>
#include <iostream>

// The first and last byte of the program image; the linker defines both.
extern "C" const char __ehdr_start;
extern "C" const char _end;

namespace interleave {

namespace {

constexpr int kCannotRun = 126; // as a shell says it

[[noreturn]] void endChild(int code)
{
    std::cout.flush();
    std::clog.flush();
    std::fflush(nullptr);
    ::_exit(code);
}

} // namespace

std::optional<std::uint64_t> offsetInProgram(const void* function)
{
    const auto* address = static_cast<const char*>(function);
    if (address < &__ehdr_start || address >= &_end)
        return std::nullopt;
    return static_cast<std::uint64_t>(address - &__ehdr_start);
}

const void* atOffsetInProgram(std::uint64_t offset)
{
    return &__ehdr_start + offset;
}

Result<void, SystemError> sendEntry(
    const MessageSocket& socket, const ChildEntry& entry, int lifeLine, ChildProcess::Bound bound)
{
    const auto offset = offsetInProgram(reinterpret_cast<const void*>(entry.function));
    if (!offset)
        return fail(SystemError::Other,
            "cannot start a process: its function lies in a shared library, not in this program");
    auto bytes = memoryFileWith(entry.bytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    std::vector<int> descriptors{lifeLine, bytes->get()};
    descriptors.insert(descriptors.end(), entry.descriptors.begin(), entry.descriptors.end());
    const pid_t boundTo = bound == ChildProcess::Bound::ToThread ? ::getpid() : 0;
    return socket.send(*toBytes(*offset, boundTo), descriptors);
}

void runReceivedEntry(SocketMessage message)
{
    constexpr std::size_t kOwnDescriptors = 2;
    const auto sent = fromBytes<std::uint64_t, pid_t>(message.bytes);
    if (!sent || message.cut || message.descriptors.size() < kOwnDescriptors)
        ::_exit(kCannotRun);
    const auto [offset, boundTo] = *sent;
    if (boundTo != 0)
        endWithThreadOf(boundTo);
    const auto bytes = readMemoryFile(message.descriptors[1].get());
    if (!bytes)
        ::_exit(kCannotRun);
    const int lifeLine = message.descriptors[0].release();
    std::vector<UniqueFd> descriptors;
    for (std::size_t i = kOwnDescriptors; i < message.descriptors.size(); ++i)
        descriptors.push_back(std::move(message.descriptors[i]));
    message.descriptors.clear();
    const auto function
        = reinterpret_cast<ChildFunction>(const_cast<void*>(atOffsetInProgram(offset)));
    runEntry(function, *bytes, std::move(descriptors), lifeLine);
}

void runEntry(
    ChildFunction function, std::string_view bytes, std::vector<UniqueFd> descriptors, int lifeLine)
{
    if (!LifeLine::hold(lifeLine))
        ::_exit(kCannotRun);
    endChild(exitCodeOf([&] { return function(bytes, std::move(descriptors)); }));
}

} // namespace interleave
