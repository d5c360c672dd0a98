// What OpenCV is told before its first use.
#pragma once

namespace interleave {

/// No threads, and no words of its own.
void setUpOpenCv();

} // namespace interleave
