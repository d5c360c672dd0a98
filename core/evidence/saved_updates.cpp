#include "core/evidence/saved_updates.h"

#include "core/evidence/reconstruct.h"

#include <cstring>
#include <numeric>
#include <optional>
#include <span>

namespace interleave {

namespace {

struct SavedHead
{
    std::array<char, 8> magic;
    std::uint64_t trial;
    std::uint64_t operations; // what the log was made for: its format
    std::uint64_t finalWord;
    std::uint64_t workers;
};

template <class T>
std::string_view bytesOf(std::span<T> values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

/// Takes values from the front of bytes that may be anything.
class Bytes
{
public:
    explicit Bytes(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool empty() const { return m_bytes.empty(); }
    template <class T>
    [[nodiscard]] std::optional<std::vector<T>> take(std::uint64_t count)
    {
        if (count > m_bytes.size() / sizeof(T))
            return std::nullopt;
        std::vector<T> values(count);
        if (count > 0)
            std::memcpy(values.data(), m_bytes.data(), count * sizeof(T));
        m_bytes.remove_prefix(count * sizeof(T));
        return values;
    }

private:
    std::string_view m_bytes;
};

tl::unexpected<Failure<EvidenceError>> damaged()
{
    return fail(EvidenceError::Corrupt,
        "the updates in it are damaged or cut off; take another copy, or run the experiment again");
}

// A worker's words as it has written them.
bool fill(UpdateLog& log, std::uint32_t worker, std::span<const std::uint64_t> words)
{
    LogWriter writer(log, worker);
    for (const std::uint64_t word : words)
        *writer.nextEntry() = word;
    return !log.incomplete() && log.written(worker).size() == words.size();
}

Result<SavedUpdates, EvidenceError> readOne(Bytes& bytes)
{
    const auto head = bytes.take<SavedHead>(1);
    if (!head || std::string_view(head->front().magic.data(), 8) != kUpdatesMagic
        || head->front().workers > kMostEvidenceWorkers)
        return damaged();
    const auto& [magic, trial, operations, finalWord, workers] = head->front();
    const auto counts = bytes.take<std::uint64_t>(workers);
    if (!counts)
        return damaged();
    auto log = UpdateLog::create(static_cast<std::uint32_t>(workers), operations);
    if (!log)
        return tl::unexpected(log.error());
    for (std::uint32_t worker = 0; worker < workers; ++worker) {
        const std::uint64_t count = (*counts)[worker];
        const auto words = bytes.take<std::uint64_t>(count);
        if (!words || count > operations + kMostInterruptions || !fill(*log, worker, *words))
            return damaged();
    }
    auto found = reconstruct(*log, finalWord);
    if (!found)
        return tl::unexpected(found.error());
    return SavedUpdates{
        .trial = trial, .history = UpdateHistory(std::move(found->history), *std::move(log))};
}

} // namespace

Result<void, SystemError> saveUpdates(const UpdateHistory& history,
    std::uint64_t trial,
    const std::function<Result<void, SystemError>(std::string_view)>& write)
{
    SavedHead head{.magic = {},
        .trial = trial,
        .operations = history.operations(),
        .finalWord = history.finalWord(),
        .workers = history.workers()};
    std::ranges::copy(kUpdatesMagic, head.magic.begin());
    std::vector<std::uint64_t> counts;
    for (std::uint32_t worker = 0; worker < history.workers(); ++worker)
        counts.push_back(history.words(worker).size());
    auto written = write(bytesOf(std::span(&head, 1))).and_then([&] {
        return write(bytesOf(std::span(counts)));
    });
    for (std::uint32_t worker = 0; written && worker < history.workers(); ++worker)
        written = write(bytesOf(history.words(worker)));
    return written;
}

Result<std::vector<SavedUpdates>, EvidenceError> readUpdates(std::string_view text)
{
    std::vector<SavedUpdates> all;
    for (Bytes bytes(text); !bytes.empty();) {
        auto one = readOne(bytes);
        if (!one)
            return tl::unexpected(one.error());
        all.push_back(*std::move(one));
    }
    return all;
}

} // namespace interleave
