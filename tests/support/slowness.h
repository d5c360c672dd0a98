// How much slower tests are under a sanitizer: by so much less they do there.
#pragma once

namespace interleave {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int kTimesSlower = 10;
#else
inline constexpr int kTimesSlower = 1;
#endif

/// In seconds, for tests with tasks that hang: those that do not end sooner, on a busy machine too.
inline constexpr double kTimeOut = kTimesSlower > 1 ? 1 : 0.5;

} // namespace interleave
