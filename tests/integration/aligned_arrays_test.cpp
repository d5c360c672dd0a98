// The program's own new[], which is compiled into this one, too.

#include "core/base/cache_line.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace interleave::test {

TEST(AlignedArrays, LargeOnesBeginWithACacheLineWhateverLiesBeforeThem)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer has memory of its own";
#endif
    std::vector<std::unique_ptr<std::byte[]>> kept;
    for (const std::size_t bytes : {16U, 4'096U, 48U, 5'000U, 80U, 233'472U, 24U, 1U << 20U}) {
        kept.push_back(std::make_unique<std::byte[]>(bytes));
        if (bytes >= 4'096)
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(kept.back().get()) % kCacheLine, 0U)
                << bytes;
    }
}

} // namespace interleave::test
