#include "core/pool/result_arena.h"

#include "core/ipc/memory_file.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace interleave {

namespace {

constexpr std::uint64_t kFirstBytes = 64 * 1024;

} // namespace

Result<ResultArena, SystemError> ResultArena::create(std::atomic<std::uint64_t>& numbers)
{
    UniqueFd file(::memfd_create("interleave-results", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file.valid())
        return failErrno("create shared memory for results");
    ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK); // whoever reads finds what it has mapped
    const std::uint64_t number = numbers.fetch_add(1);
    if (number >= kMost)
        return fail(SystemError::LimitReached,
            "the results of one map are in more files than can be numbered");
    return ResultArena(number, std::move(file));
}

Result<ResultArena, SystemError> ResultArena::adopt(std::uint64_t number, UniqueFd file)
{
    struct stat about
    {
    };
    if (::fstat(file.get(), &about) != 0)
        return failErrno("read results");
    const auto size = static_cast<std::size_t>(about.st_size);
    ResultArena arena(number, std::move(file));
    if (size < arena.m_used)
        return arena;
    auto mapping = Mapping::map(arena.descriptor(), size, MapAccess::ReadWrite);
    if (!mapping)
        return tl::unexpected(mapping.error());
    std::uint64_t used = 0;
    std::memcpy(&used, mapping->bytes(), sizeof used);
    arena.m_used = used == 0 ? arena.m_used : std::clamp<std::uint64_t>(used, arena.m_used, size);
    arena.m_mapping = *std::move(mapping);
    return arena;
}

Result<void, SystemError> ResultArena::growTo(std::uint64_t bytes)
{
    // Taken now: a page that is not there when it is written to would be a signal.
    const std::uint64_t before = m_mapping.size();
    if (const int error = takePages(m_file.get(), before, bytes - before); error != 0) {
        // The file is sealed against shrinking: what it has got goes back page by page.
        static_cast<void>(::fallocate(m_file.get(),
            FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
            static_cast<off_t>(before),
            static_cast<off_t>(bytes - before)));
        return failErrno("take shared memory for results", error);
    }
    auto mapping = Mapping::map(m_file.get(), bytes, MapAccess::ReadWrite);
    if (!mapping)
        return tl::unexpected(mapping.error());
    m_mapping = *std::move(mapping);
    return {};
}

Result<std::uint64_t, SystemError> ResultArena::append(std::string_view bytes)
{
    const std::uint64_t length = bytes.size();
    const std::uint64_t end = m_used + sizeof length + length;
    if (end > m_mapping.size()) {
        if (auto grown = growTo(std::max({end, 2 * m_mapping.size(), kFirstBytes})); !grown)
            return tl::unexpected(grown.error());
    }
    std::byte* place = m_mapping.bytes() + m_used;
    std::memcpy(place, &length, sizeof length);
    std::memcpy(place + sizeof length, bytes.data(), length);
    const std::uint64_t reference = m_number << kPlaceBits | m_used;
    m_used = end;
    std::memcpy(m_mapping.bytes(), &m_used, sizeof m_used);
    return reference;
}

Result<ArenaReader, SystemError> ArenaReader::open(const UniqueFd& file)
{
    struct stat about
    {
    };
    if (::fstat(file.get(), &about) != 0)
        return failErrno("read results");
    ArenaReader reader;
    if (about.st_size == 0)
        return reader;
    auto mapping
        = Mapping::map(file.get(), static_cast<std::size_t>(about.st_size), MapAccess::ReadOnly);
    if (!mapping)
        return tl::unexpected(mapping.error());
    reader.m_mapping = *std::move(mapping);
    return reader;
}

std::optional<std::string_view> ArenaReader::at(std::uint64_t reference) const
{
    const std::uint64_t place = reference & ((std::uint64_t{1} << ResultArena::kPlaceBits) - 1);
    std::uint64_t length = 0;
    if (place + sizeof length > m_mapping.size())
        return std::nullopt;
    std::memcpy(&length, m_mapping.bytes() + place, sizeof length);
    if (length > m_mapping.size() - place - sizeof length)
        return std::nullopt;
    return std::string_view(
        reinterpret_cast<const char*>(m_mapping.bytes() + place + sizeof length), length);
}

} // namespace interleave
