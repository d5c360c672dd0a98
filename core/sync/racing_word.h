// The two halves of a racing update, for those who do more between them than add.
//
// In assembly, as in tally.h: a race is undefined in C++, and the compiler must neither keep the
// word in a register nor move the accesses.
#pragma once

#include <atomic>
#include <cstdint>

namespace interleave {

#if defined(__x86_64__)
[[nodiscard]] inline std::uint64_t loadRacing(const std::uint64_t& word)
{
    std::uint64_t value = 0;
    asm volatile("movq %1, %0" : "=r"(value) : "m"(word) : "memory");
    return value;
}

inline void storeRacing(std::uint64_t& word, std::uint64_t value)
{
    asm volatile("movq %1, %0" : "=m"(word) : "r"(value) : "memory");
}
#else
[[nodiscard]] inline std::uint64_t loadRacing(const std::uint64_t& word)
{
    return std::atomic_ref<std::uint64_t>(const_cast<std::uint64_t&>(word))
        .load(std::memory_order_relaxed);
}

inline void storeRacing(std::uint64_t& word, std::uint64_t value)
{
    std::atomic_ref<std::uint64_t>(word).store(value, std::memory_order_relaxed);
}
#endif

} // namespace interleave
