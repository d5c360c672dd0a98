#include "core/process/child_entry.h"

#include "core/base/serialise.h"
#include "core/process/life_line.h"

#include <cstdio>
#include <iostream>
#include <sys/mman.h>
#include <sys/stat.h>

// The first and last byte of the program image; the linker defines both.
extern "C" const char __ehdr_start;
extern "C" const char _end;

namespace interleave {

namespace {

constexpr int kCannotRun = 126; // as a shell says it

struct EntryHeader
{
    std::uint64_t offset;
    std::uint64_t bytes;
};

// A file in memory takes bytes of any number, and costs the same with few of them.
Result<UniqueFd, SystemError> memoryFileWith(std::string_view bytes)
{
    UniqueFd file(::memfd_create("interleave-entry", MFD_CLOEXEC));
    if (!file.valid())
        return failErrno("create shared memory");
    while (!bytes.empty()) {
        const ssize_t written
            = retryOnInterrupt([&] { return ::write(file.get(), bytes.data(), bytes.size()); });
        if (written < 0)
            return failErrno("hand arguments to a process");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return file;
}

bool readWhole(int file, std::string& bytes)
{
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t count = retryOnInterrupt([&] {
            return ::pread(
                file, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        });
        if (count <= 0)
            return false;
        have += static_cast<std::size_t>(count);
    }
    return true;
}

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
    const MessageSocket& socket, const ChildEntry& entry, int lifeLine)
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
    const EntryHeader header{*offset, entry.bytes.size()};
    return toBytes(header)
        .map_error([](const auto&) {
            return Failure<SystemError>{SystemError::Other, {}};
        })
        .and_then([&](const std::string& text) { return socket.send(text, descriptors); });
}

void runReceivedEntry(Message message)
{
    constexpr std::size_t kOwnDescriptors = 2;
    const auto header = fromBytes<EntryHeader>(message.bytes);
    if (!header || message.descriptors.size() < kOwnDescriptors)
        ::_exit(kCannotRun);
    std::string bytes(header->bytes, '\0');
    if (!readWhole(message.descriptors[1].get(), bytes))
        ::_exit(kCannotRun);
    const int lifeLine = message.descriptors[0].release();
    std::vector<UniqueFd> descriptors;
    for (std::size_t i = kOwnDescriptors; i < message.descriptors.size(); ++i)
        descriptors.push_back(std::move(message.descriptors[i]));
    message.descriptors.clear();
    const auto function
        = reinterpret_cast<ChildFunction>(const_cast<void*>(atOffsetInProgram(header->offset)));
    runEntry(function, bytes, std::move(descriptors), lifeLine);
}

void runEntry(
    ChildFunction function, std::string_view bytes, std::vector<UniqueFd> descriptors, int lifeLine)
{
    if (!LifeLine::hold(lifeLine))
        ::_exit(kCannotRun);
    endChild(function(bytes, std::move(descriptors)));
}

} // namespace interleave
