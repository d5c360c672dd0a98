#include "core/evidence/trunk_walk.h"

#include <fmt/format.h>

namespace interleave {

Result<void, EvidenceError> walkTrunk(const OperationIndex& index,
    std::uint64_t finalWord,
    std::span<std::uint32_t> trunk,
    CountedSet& lost,
    StopCheck& stop)
{
    std::uint64_t word = finalWord;
    for (std::uint32_t value = TagFormat::valueOf(finalWord); value > 0; --value) {
        if (stop.at(value))
            return failStopped();
        const std::uint32_t tag = TagFormat::tagOf(word);
        if (tag == kRootTag || TagFormat::valueOf(word) != value || !index.wasStored(word))
            return fail(EvidenceError::Corrupt,
                fmt::format("the log is corrupt: nobody stored the {} that survived", value));
        const OperationName name = index.format().name(tag);
        trunk[value] = tag;
        lost.erase(index[name]);
        word = index.words(name.worker)[name.sequence];
    }
    if (word != kRootWord)
        return fail(EvidenceError::Corrupt,
            "the log is corrupt: the survivors do not lead back to the first value");
    trunk[0] = kRootTag;
    return {};
}

} // namespace interleave
