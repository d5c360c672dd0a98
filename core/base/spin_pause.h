// What the processor is told while it waits in a loop.
#pragma once

namespace interleave {

inline void spinPause()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Spins while `holds()`, for as long as one look at a clock is worth: it costs as much as a spin.
/// Whether it still holds.
template <class Condition>
bool spinShortlyWhile(Condition holds)
{
    constexpr int kSpins = 64;
    for (int i = 0; i < kSpins; ++i) {
        if (!holds())
            return false;
        spinPause();
    }
    return true;
}

} // namespace interleave
