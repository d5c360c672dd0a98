// Why there is no evidence: refused before a run, or found afterwards to prove nothing.
#pragma once

#include "core/base/failure.h"

namespace interleave {

enum class EvidenceError {
    TooManyWorkers, // more than the tag names
    TooManyOperations, // more than the tag counts
    NoMemory,
    Incomplete, // a worker could not record all that it did
    Stopped, // before all was found
    Corrupt, // the records contradict each other, or the walk contradicts the arithmetic
};

} // namespace interleave
