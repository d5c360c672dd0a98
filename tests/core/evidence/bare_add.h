// The loops of the bare arm, and an atomic one beside them, where a disassembler finds them by
// name.
#pragma once

#include "core/sync/tally.h"

namespace interleave::test {

[[gnu::noinline]] void addBareToWord(std::uint64_t& word, std::uint64_t rounds);
[[gnu::noinline]] void addBareToTally(Tally& tally, std::uint64_t rounds);
[[gnu::noinline]] void addAtomicToWord(std::uint64_t& word, std::uint64_t rounds);

} // namespace interleave::test
