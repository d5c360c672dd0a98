// The photographs that image_batch.cpp, image_memory.cpp, opencv_batch.cpp and peers.py filter
// alike.
#pragma once

namespace interleave::bench {

inline constexpr int kBatchWidth = 2048;
inline constexpr int kBatchHeight = 1536;
inline constexpr int kLargeWidth = 12'500;
inline constexpr int kLargeHeight = 8'000;
inline constexpr int kBatchSigma = 3; // of GaussianBlur()
inline constexpr int kBatchQuality = 95; // of JPEG

} // namespace interleave::bench
