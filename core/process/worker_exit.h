// The exit code by which a worker process, of the engine or of a pool, says that it could not
// begin; why stands in what it shares with its owner. Another process in its place would fare no
// better.
#pragma once

namespace interleave {

inline constexpr int kWorkerNotReady = 3;

} // namespace interleave
