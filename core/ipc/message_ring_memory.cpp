// The queue's memory: made, found again, checked.

#include "core/ipc/message_ring.h"

#include <algorithm>
#include <bit>
#include <new>

namespace interleave {

namespace {

constexpr std::uint64_t kMaxCells = std::uint64_t{1} << 30U;
constexpr std::uint64_t kMaxCellBytes = std::uint64_t{1} << 30U;

} // namespace

MessageRing::MessageRing(SharedBlock block)
    : m_block(std::move(block))
    , m_capacity(static_cast<std::uint32_t>(m_block.shape().count))
    , m_cellBytes(static_cast<std::uint32_t>(m_block.shape().elementBytes))
    , m_mask(std::bit_ceil(m_capacity) - 1)
{
}

std::optional<std::size_t> MessageRing::payloadBytes(const BlockShape& shape)
{
    const std::uint64_t aligned = shape.elementBytes % alignof(Fragment);
    if (shape.count == 0 || shape.count > kMaxCells || shape.elementBytes <= sizeof(Fragment)
        || shape.elementBytes > kMaxCellBytes || aligned != 0)
        return std::nullopt;
    return blockBytes(sizeof(Shared), std::bit_ceil(shape.count), shape.elementBytes);
}

Result<MessageRing, SystemError> MessageRing::create(
    std::uint64_t kind, std::size_t capacity, std::size_t bytesPerCell)
{
    constexpr std::size_t kAlign = alignof(Fragment);
    const std::size_t payload
        = (std::min<std::size_t>(bytesPerCell, kMaxCellBytes) + kAlign - 1) / kAlign * kAlign;
    const BlockShape shape{
        .kind = kind, .count = capacity, .elementBytes = payload + sizeof(Fragment)};
    const auto bytes = payloadBytes(shape);
    if (!bytes)
        return fail(SystemError::LimitReached,
            "a queue holds 1 to 2^30 messages, in at most 1 TiB of memory");
    auto block = SharedBlock::create("interleave-queue", shape, *bytes);
    if (!block)
        return tl::unexpected(block.error());
    MessageRing ring(*std::move(block));
    Shared& shared = *new (ring.m_block.payload()) Shared{};
    for (RobustMutex* mutex : {&shared.writers, &shared.readers, &shared.state}) {
        if (auto created = mutex->create(); !created)
            return tl::unexpected(created.error());
    }
    return ring;
}

Result<MessageRing, SystemError> MessageRing::attach(
    std::vector<UniqueFd> descriptors, std::uint64_t kind)
{
    auto block = SharedBlock::attach(std::move(descriptors), kind);
    if (!block)
        return tl::unexpected(block.error());
    if (payloadBytes(block->shape()) != block->payloadBytes())
        return failShape();
    return MessageRing(*std::move(block));
}

} // namespace interleave
