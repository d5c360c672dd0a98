// One value in shared memory.
//
//   auto counter = Value<int>::create(0).value();
//   counter.fetchAdd(1); // in any process; no update is lost
//   ++counter.reference(); // a race, unless a Lock is held
//
// A copy is another handle to the same value; forked children may use the one that they inherit.
// Thread and process safety: get, set and fetchAdd are indivisible, so a process that dies leaves
// the old value or the new one. What is done through reference() is guarded by nothing.
#pragma once

#include "core/base/sendable.h"
#include "core/ipc/shared_block.h"

#include <atomic>

namespace interleave {

/// Can lie in shared memory: its bytes are all there is to it, and mean the same in every process.
template <class T>
concept Placeable
    = std::is_trivially_copyable_v<T> && !kPointsIntoThisProcess<T> && alignof(T) <= 64;

template <class T>
class Value
{
    static_assert(Placeable<T>, "Only trivially copyable values without pointers can be shared.");
    static constexpr bool kIndivisible = sizeof(T) <= 8 && std::atomic_ref<T>::is_always_lock_free;

public:
    /// OutOfMemory, OutOfDescriptors. Takes a page.
    [[nodiscard]] static Result<Value, SystemError> create(const T& initial)
    {
        const BlockShape shape{.kind = kind(), .count = 1, .elementBytes = sizeof(T)};
        return SharedBlock::create("interleave-value", shape, sizeof(T))
            .map([&](SharedBlock block) {
                new (block.payload()) T(initial);
                return Value(std::move(block));
            });
    }
    /// Broken when the descriptors are not a value's of this type.
    [[nodiscard]] static Result<Value, SystemError> attach(std::vector<UniqueFd> descriptors)
    {
        auto block = SharedBlock::attach(std::move(descriptors), kind());
        if (!block)
            return tl::unexpected(block.error());
        if (block->payloadBytes() != sizeof(T))
            return failShape();
        return Value(*std::move(block));
    }
    [[nodiscard]] std::vector<int> descriptors() const { return m_block.descriptors(); }

    /// For values of at most 8 bytes; guard larger ones with a Lock and use reference().
    [[nodiscard]] T get() const requires kIndivisible
    {
        return std::atomic_ref<T>(reference()).load();
    }
    void set(T value) const requires kIndivisible { std::atomic_ref<T>(reference()).store(value); }
    /// Adds, and returns what was there before.
    // NOLINTNEXTLINE(modernize-use-nodiscard): mostly called for what it does
    T fetchAdd(T amount) const requires(kIndivisible&& std::integral<T>)
    {
        return std::atomic_ref<T>(reference()).fetch_add(amount);
    }
    [[nodiscard]] T& reference() const { return *reinterpret_cast<T*>(m_block.payload()); }

private:
    explicit Value(SharedBlock block)
        : m_block(std::move(block))
    {
    }
    static std::uint64_t kind() { return kindOf(typeid(Value)); }

    SharedBlock m_block;
};

} // namespace interleave
