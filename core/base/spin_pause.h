// What the processor is told while it waits in a loop.
#pragma once

namespace interleave {

inline void spinPause()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace interleave
