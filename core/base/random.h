// Random numbers that a seed and an index determine: task 17 of seed 1 is the same in every worker.
#pragma once

#include <cstdint>

namespace interleave {

/// Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (OOPSLA 2014), the finaliser.
[[nodiscard]] constexpr std::uint64_t splitMix64(std::uint64_t state)
{
    state += 0x9E3779B97F4A7C15U;
    state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9U;
    state = (state ^ (state >> 27U)) * 0x94D049BB133111EBU;
    return state ^ (state >> 31U);
}

/// Uniform in [0, 1), from (seed, index).
[[nodiscard]] constexpr double uniformAt(std::uint64_t seed, std::uint64_t index)
{
    return static_cast<double>(splitMix64(splitMix64(seed) ^ index) >> 11U) * 0x1.0p-53;
}

} // namespace interleave
