// Where new[] puts large blocks: at the begin of a cache line. The C library's lie at any 16 bytes,
// and OpenCV's blur, which has rows of sums in such a block, takes a sixth longer where these go
// across lines. Also for what is loaded later. A sanitizer has memory of its own.

#include "core/base/cache_line.h"

#include <cstddef>
#include <cstdlib>
#include <new>

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

void* operator new[](std::size_t bytes)
{
    constexpr std::size_t kLarge = 4'096;
    return bytes < kLarge ? ::operator new(bytes)
                          : ::operator new (bytes, std::align_val_t{interleave::kCacheLine});
}

// Of the C library both are.
void operator delete[](void* block) noexcept
{
    std::free(block);
}

void operator delete[](void* block, std::size_t /*bytes*/) noexcept
{
    std::free(block);
}

#endif
