// The words of shared memory on which workers race: a sum, and how many updates are in it.
//
// Both words are loaded, changed and stored as one 16-byte access, one instruction each way.
// Processors with AVX do that indivisibly (Intel SDM vol. 3, 9.1.1; AMD APM vol. 2, 7.3.2), so an
// update that gets lost is lost from both words together, and `updates` is exactly the number of
// updates that survived: it is the depth of the last store in the tree of who read whose value.
// Elsewhere the words race one by one, and the count of survivors is then an estimate
// (survivorsAreExact).
//
// These are races on purpose. They are written in assembly because a race is undefined in C++, and
// so that the compiler can neither keep the sum in a register nor see through the loop.
#pragma once

#include <atomic>
#include <cstdint>
#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace interleave {

struct alignas(16) Tally
{
    std::uint64_t sum;
    std::uint64_t updates;
};

#if defined(__x86_64__)
/// Load, `pause`, add, store: not indivisible, and meant so. An empty pause leaves three
/// instructions.
template <class Pause>
void addRacing(Tally& tally, std::uint64_t amount, Pause pause)
{
    const __m128i increment = _mm_set_epi64x(1, static_cast<long long>(amount));
    __m128i value;
    asm volatile("movdqa %1, %0" : "=x"(value) : "m"(tally));
    pause();
    value = _mm_add_epi64(value, increment);
    asm volatile("movdqa %1, %0" : "=m"(tally) : "x"(value));
}

/// The same for a bare word, where every update adds 1 and the sum is the number of survivors.
template <class Pause>
void addRacing(std::uint64_t& word, std::uint64_t amount, Pause pause)
{
    std::uint64_t value = 0;
    asm volatile("movq %1, %0" : "=r"(value) : "m"(word));
    pause();
    value += amount;
    asm volatile("movq %1, %0" : "=m"(word) : "r"(value));
}

[[nodiscard]] inline bool survivorsAreExact()
{
    return __builtin_cpu_supports("avx");
}
#else
template <class Pause>
void addRacing(std::uint64_t& word, std::uint64_t amount, Pause pause)
{
    std::atomic_ref<std::uint64_t> shared(word);
    const std::uint64_t value = shared.load(std::memory_order_relaxed);
    pause();
    shared.store(value + amount, std::memory_order_relaxed);
}

template <class Pause>
void addRacing(Tally& tally, std::uint64_t amount, Pause pause)
{
    std::atomic_ref<std::uint64_t> sum(tally.sum);
    std::atomic_ref<std::uint64_t> updates(tally.updates);
    const std::uint64_t oldSum = sum.load(std::memory_order_relaxed);
    const std::uint64_t oldUpdates = updates.load(std::memory_order_relaxed);
    pause();
    sum.store(oldSum + amount, std::memory_order_relaxed);
    updates.store(oldUpdates + 1, std::memory_order_relaxed);
}

[[nodiscard]] inline bool survivorsAreExact()
{
    return false;
}
#endif

/// Indivisible in each word; nothing can be lost.
inline void addAtomic(std::uint64_t& word, std::uint64_t amount)
{
    std::atomic_ref<std::uint64_t>(word).fetch_add(amount, std::memory_order_relaxed);
}

inline void addAtomic(Tally& tally, std::uint64_t amount)
{
    std::atomic_ref<std::uint64_t>(tally.sum).fetch_add(amount, std::memory_order_relaxed);
    std::atomic_ref<std::uint64_t>(tally.updates).fetch_add(1, std::memory_order_relaxed);
}

/// The same by a loop of compare-and-swap: read, add, and store only if nobody has stored
/// meanwhile, else once more. Nothing can be lost. How often it had to try again.
inline std::uint64_t addCas(std::uint64_t& word, std::uint64_t amount)
{
    const std::atomic_ref<std::uint64_t> shared(word);
    std::uint64_t retries = 0;
    std::uint64_t value = shared.load(std::memory_order_relaxed);
    while (!shared.compare_exchange_weak(value, value + amount, std::memory_order_relaxed))
        ++retries;
    return retries;
}

inline std::uint64_t addCas(Tally& tally, std::uint64_t amount)
{
    const std::uint64_t retries = addCas(tally.sum, amount);
    return retries + addCas(tally.updates, 1);
}

} // namespace interleave
