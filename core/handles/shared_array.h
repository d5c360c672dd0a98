// A fixed number of values in shared memory.
//
// A copy is another handle to the same values; forked children may use the one that they inherit.
// Thread and process safety: none of its own. Processes that write the same element need a Lock, or
// std::atomic_ref; one that dies leaves what it had stored.
#pragma once

#include "core/handles/value.h"

#include <span>

namespace interleave {

template <class T>
class Array
{
    static_assert(Placeable<T>, "Only trivially copyable values without pointers can be shared.");

public:
    // What ranges and algorithms ask for.
    using value_type = T;
    using iterator = T*;
    using const_iterator = T*;

    /// `size` values that are all zero bytes; 0 is allowed. OutOfMemory, OutOfDescriptors. Pages
    /// are taken now: 0.3 ms per MiB.
    [[nodiscard]] static Result<Array, SystemError> create(std::size_t size)
    {
        const BlockShape shape{.kind = kind(), .count = size, .elementBytes = sizeof(T)};
        const auto bytes = neededBytes(0, size, sizeof(T));
        if (!bytes)
            return tl::unexpected(bytes.error());
        return SharedBlock::create("interleave-array", shape, *bytes).map(wrap);
    }
    /// As many as there are in `initial`, and the same.
    [[nodiscard]] static Result<Array, SystemError> create(std::span<const T> initial)
    {
        return create(initial.size()).map([&](Array array) {
            std::copy(initial.begin(), initial.end(), array.begin());
            return array;
        });
    }
    [[nodiscard]] static Result<Array, SystemError> create(std::initializer_list<T> initial)
    {
        return create(std::span<const T>(initial.begin(), initial.size()));
    }
    /// Broken when the descriptors are not an array's of this type.
    [[nodiscard]] static Result<Array, SystemError> attach(std::vector<UniqueFd> descriptors)
    {
        auto block = SharedBlock::attach(std::move(descriptors), kind());
        if (!block)
            return tl::unexpected(block.error());
        const BlockShape& shape = block->shape();
        if (shape.elementBytes != sizeof(T)
            || blockBytes(0, shape.count, sizeof(T)) != block->payloadBytes())
            return failShape();
        return Array(*std::move(block));
    }
    [[nodiscard]] std::vector<int> descriptors() const { return m_block.descriptors(); }

    [[nodiscard]] std::size_t size() const { return m_block.shape().count; }
    [[nodiscard]] std::span<T> span() const
    {
        return {reinterpret_cast<T*>(m_block.payload()), size()};
    }
    /// `index` must be below size(); at() checks it.
    [[nodiscard]] T& operator[](std::size_t index) const { return span()[index]; }
    /// Null beyond the end.
    [[nodiscard]] T* at(std::size_t index) const
    {
        return index < size() ? &span()[index] : nullptr;
    }
    [[nodiscard]] T* begin() const { return span().data(); }
    [[nodiscard]] T* end() const { return span().data() + size(); }

private:
    explicit Array(SharedBlock block)
        : m_block(std::move(block))
    {
    }
    static Array wrap(SharedBlock block) { return Array(std::move(block)); }
    static std::uint64_t kind() { return kindOf(typeid(Array)); }

    SharedBlock m_block;
};

} // namespace interleave
