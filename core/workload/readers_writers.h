// Readers and writers: writers change several words together, readers compare them. A reader that
// finds words that differ has a torn read: it saw a change half done.
//
// Where the primitive knows readers from writers, readers enter together.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeReadersWriters(const Experiment& experiment);

} // namespace interleave
