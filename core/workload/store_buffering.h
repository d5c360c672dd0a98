// Store buffering (the heart of Dekker's and Peterson's algorithms): in each round one worker
// stores 1 to x and loads y, the other stores 1 to y and loads x. Whatever the order of the four
// steps, one of the two must read 1. Processors let both read 0: a store waits in a buffer of its
// core while the load behind it goes ahead. A fence between the two forbids that.
//
// Both workers are needed for each round. A worker that dies takes its task along; the other fails
// its task of the same rounds and meets the successor in the next.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeStoreBuffering(const Experiment& experiment);

} // namespace interleave
