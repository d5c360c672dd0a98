// One primitive of core/sync in shared memory, for a handle that consists of nothing else.
//
// T works from all zeroes, and nobody's death harms it: it holds no lock. Thread and process
// safety: T's.
#pragma once

#include "core/ipc/shared_block.h"

namespace interleave {

template <class T>
class SharedWord
{
public:
    /// `handle` is whose it is: another handle's memory is refused. OutOfMemory, OutOfDescriptors.
    [[nodiscard]] static Result<SharedWord, SystemError> create(
        const char* label, const std::type_info& handle)
    {
        const BlockShape shape{.kind = kindOf(handle), .count = 1, .elementBytes = sizeof(T)};
        return SharedBlock::create(label, shape, sizeof(T)).map([](SharedBlock block) {
            new (block.payload()) T{};
            return SharedWord(std::move(block));
        });
    }
    [[nodiscard]] static Result<SharedWord, SystemError> attach(
        std::vector<UniqueFd> descriptors, const std::type_info& handle)
    {
        auto block = SharedBlock::attach(std::move(descriptors), kindOf(handle));
        if (!block)
            return tl::unexpected(block.error());
        if (block->payloadBytes() != sizeof(T))
            return failShape();
        return SharedWord(*std::move(block));
    }
    [[nodiscard]] std::vector<int> descriptors() const { return m_block.descriptors(); }

    T& operator*() const { return *reinterpret_cast<T*>(m_block.payload()); }
    T* operator->() const { return &**this; }

private:
    explicit SharedWord(SharedBlock block)
        : m_block(std::move(block))
    {
    }

    SharedBlock m_block;
};

} // namespace interleave
