#include "core/evidence/log_check.h"

#include <fmt/format.h>

#include <limits>

namespace interleave {

namespace {

using Failed = tl::unexpected<Failure<EvidenceError>>;

Failed corrupt(OperationName name, const char* how)
{
    return fail(EvidenceError::Corrupt,
        fmt::format(
            "the log is corrupt: update {} of worker {} {}", name.sequence, name.worker, how));
}

Result<void, EvidenceError> checkWorker(
    const OperationIndex& index, std::uint32_t worker, CheckedLog& checked, StopCheck& stop)
{
    const auto words = index.words(worker);
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (stop.at(i))
            return failStopped();
        const std::uint64_t word = words[i];
        if (word == kNotAnOperation)
            continue;
        if (!index.wasStored(word))
            return corrupt({worker, i}, "has read what nobody stored");
        checked.lost.insert(index.begin(worker) + i);
        ++checked.operations;
        const OperationName from = index.format().name(TagFormat::tagOf(word));
        if (TagFormat::tagOf(word) == kRootTag || from.worker == worker)
            continue;
        std::uint8_t& readers = checked.readers[index[from]];
        if (++readers == 0)
            return corrupt(from, "has more readers than there are workers");
    }
    return {};
}

// Of the updates after which a worker died, those whose store left no trace.
std::vector<OperationName> unsettledOf(const OperationIndex& index,
    std::uint32_t worker,
    std::uint64_t finalWord,
    const CheckedLog& checked)
{
    std::vector<OperationName> unsettled;
    const auto words = index.words(worker);
    for (std::uint32_t i = 1; i < words.size(); ++i) {
        if (words[i] != kNotAnOperation || words[i - 1] == kNotAnOperation)
            continue;
        const OperationName last{worker, i - 1};
        const std::uint64_t stored
            = TagFormat::word(TagFormat::valueOf(words[i - 1]) + 1, index.format().tag(last));
        std::uint32_t next = i;
        while (next < words.size() && words[next] == kNotAnOperation)
            ++next;
        const bool readByNext = next < words.size() && words[next] == stored;
        if (stored != finalWord && !readByNext && checked.readers[index[last]] == 0)
            unsettled.push_back(last);
    }
    return unsettled;
}

void strike(const OperationIndex& index, OperationName name, CheckedLog& checked)
{
    std::uint64_t& word = index.words(name.worker)[name.sequence];
    const OperationName from = index.format().name(TagFormat::tagOf(word));
    if (TagFormat::tagOf(word) != kRootTag && from.worker != name.worker)
        --checked.readers[index[from]];
    word = kNotAnOperation;
    checked.lost.erase(index[name]);
    --checked.operations;
    ++checked.unsettled;
}

} // namespace

Result<CheckedLog, EvidenceError> checkLog(
    const OperationIndex& index, std::uint64_t finalWord, CutOff cutOff, StopCheck& stop)
{
    if (index.size() > std::numeric_limits<std::uint32_t>::max())
        return fail(EvidenceError::TooManyOperations,
            fmt::format(
                "{} updates were made; lost updates can be named among 4294967295", index.size()));
    CheckedLog checked{
        .readers = std::vector<std::uint8_t>(index.size()), .lost = CountedSet(index.size())};
    for (std::uint32_t worker = 0; worker < index.workers(); ++worker) {
        if (auto fine = checkWorker(index, worker, checked, stop); !fine)
            return tl::unexpected(fine.error());
    }
    if (cutOff == CutOff::Struck)
        return checked;
    std::vector<OperationName> unsettled;
    for (std::uint32_t worker = 0; worker < index.workers(); ++worker) {
        if (stop.now())
            return failStopped();
        const auto more = unsettledOf(index, worker, finalWord, checked);
        unsettled.insert(unsettled.end(), more.begin(), more.end());
    }
    for (const OperationName name : unsettled)
        strike(index, name, checked);
    return checked;
}

} // namespace interleave
