#include "core/evidence/saved_updates.h"

#include "core/base/system_error.h"
#include "core/evidence/reconstruct.h"

#include <algorithm>
#include <array>
#include <span>
#include <sys/stat.h>
#include <unistd.h>

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

/// Reads values one after the other, of a file in which anything may stand.
class Values
{
public:
    Values(int file, std::uint64_t offset)
        : m_file(file)
        , m_at(static_cast<off_t>(offset))
    {
    }

    /// False where the file ends before.
    template <class T>
    [[nodiscard]] bool fill(std::span<T> values)
    {
        for (auto bytes = std::as_writable_bytes(values); !bytes.empty();) {
            const ssize_t count = retryOnInterrupt(
                [&] { return ::pread(m_file, bytes.data(), bytes.size(), m_at); });
            if (count <= 0)
                return false;
            bytes = bytes.subspan(static_cast<std::size_t>(count));
            m_at += count;
        }
        return true;
    }
    [[nodiscard]] std::uint64_t left() const
    {
        struct stat status
        {
        };
        const bool known = ::fstat(m_file, &status) == 0 && status.st_size > m_at;
        return known ? static_cast<std::uint64_t>(status.st_size - m_at) : 0;
    }

private:
    int m_file;
    off_t m_at;
};

tl::unexpected<Failure<EvidenceError>> damaged()
{
    return fail(EvidenceError::Corrupt,
        "the updates in it are damaged or cut off; take another copy, or run the experiment again");
}

// A worker's words as it had written them.
bool readWords(Values& values, UpdateLog& log, std::uint32_t worker, std::uint64_t count)
{
    const auto words = log.roomFor(worker, count);
    return words.size() == count && values.fill(words) && log.written(worker).size() == count;
}

Result<SavedUpdates, EvidenceError> readOne(Values& values)
{
    SavedHead head{};
    if (!values.fill(std::span(&head, 1))
        || std::string_view(head.magic.data(), head.magic.size()) != kUpdatesMagic
        || head.workers > kMostEvidenceWorkers)
        return damaged();
    std::vector<std::uint64_t> counts(head.workers);
    if (!values.fill(std::span(counts)))
        return damaged();
    const std::uint64_t most = counts.empty() ? 0 : std::ranges::max(counts);
    if (most > values.left() / sizeof(std::uint64_t))
        return damaged();
    auto log
        = UpdateLog::createForCopy(static_cast<std::uint32_t>(head.workers), head.operations, most);
    if (!log)
        return tl::unexpected(log.error());
    for (std::uint32_t worker = 0; worker < head.workers; ++worker) {
        if (!readWords(values, *log, worker, counts[worker]))
            return damaged();
    }
    auto found = reconstruct(*log, head.finalWord, {}, CutOff::Struck);
    if (!found)
        return tl::unexpected(found.error());
    return SavedUpdates{
        .trial = head.trial, .history = UpdateHistory(std::move(found->history), *std::move(log))};
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

Result<std::vector<SavedUpdates>, EvidenceError> readUpdates(int file, std::uint64_t offset)
{
    std::vector<SavedUpdates> all;
    for (Values values(file, offset); values.left() > 0;) {
        auto one = readOne(values);
        if (!one)
            return tl::unexpected(one.error());
        if (std::ranges::find(all, one->trial, &SavedUpdates::trial) != all.end())
            return damaged();
        all.push_back(*std::move(one));
    }
    return all;
}

} // namespace interleave
