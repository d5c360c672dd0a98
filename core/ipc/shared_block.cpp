#include "core/ipc/shared_block.h"

#include <fmt/format.h>

#include <cstring>
#include <string_view>

namespace interleave {

namespace {

constexpr std::uint64_t kBlockMagic = 0x31'6B'6C'42'76'6C'74'49U; // "ItlvBlk1"
constexpr std::size_t kMaxBytes = std::size_t{1} << 40U;

struct Head
{
    std::uint64_t magic = 0;
    BlockShape shape{};
};
static_assert(sizeof(Head) <= kCacheLine);

} // namespace

std::uint64_t kindOf(const std::type_info& type)
{
    std::uint64_t hash = 0xCBF29CE484222325U; // FNV-1a
    for (const char c : std::string_view(type.name()))
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash;
}

Result<SharedBlock, SystemError> SharedBlock::create(
    const char* label, const BlockShape& shape, std::size_t payloadBytes)
{
    auto memory = SharedMemory::create(label, kCacheLine + payloadBytes);
    if (!memory)
        return tl::unexpected(memory.error());
    if (auto reserved = memory->reserve(0, memory->size()); !reserved)
        return tl::unexpected(reserved.error());
    const Head head{kBlockMagic, shape};
    std::memcpy(memory->bytes(), &head, sizeof head);
    return SharedBlock(*std::move(memory), shape);
}

Result<SharedBlock, SystemError> SharedBlock::attach(
    std::vector<UniqueFd> descriptors, std::uint64_t kind)
{
    if (descriptors.size() != 1)
        return fail(SystemError::Broken, "shared memory is handed over by exactly one descriptor");
    auto memory = SharedMemory::attach(std::move(descriptors.front()));
    if (!memory)
        return tl::unexpected(memory.error());
    Head head{};
    if (memory->size() < kCacheLine)
        return failShape();
    std::memcpy(&head, memory->bytes(), sizeof head);
    if (head.magic != kBlockMagic || head.shape.kind != kind)
        return fail(SystemError::Broken,
            "the shared memory holds something else than it was handed over for");
    return SharedBlock(*std::move(memory), head.shape);
}

tl::unexpected<Failure<SystemError>> failShape()
{
    return fail(SystemError::Broken, "the shared memory has not the size that it claims");
}

std::optional<std::size_t> blockBytes(std::size_t fixed, std::uint64_t count, std::uint64_t each)
{
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(count, each, &bytes) || __builtin_add_overflow(bytes, fixed, &bytes)
        || bytes > kMaxBytes)
        return std::nullopt;
    return bytes;
}

Result<std::size_t, SystemError> neededBytes(
    std::size_t fixed, std::uint64_t count, std::uint64_t each)
{
    const auto bytes = blockBytes(fixed, count, each);
    if (!bytes)
        return fail(SystemError::OutOfMemory,
            fmt::format("{} elements of {} bytes are more than shared memory holds; use fewer",
                count,
                each));
    return *bytes;
}

} // namespace interleave
