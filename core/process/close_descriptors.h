// What a new process must not keep of the descriptors that it has inherited.
#pragma once

#include <span>

namespace interleave {

/// Closes all descriptors above stderr but those in `keep`; also where the system call for that is
/// missing or refused: what stayed open could keep a dead owner's life line alive.
void closeAllBut(std::span<const int> keep);

} // namespace interleave
