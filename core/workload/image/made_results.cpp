#include "core/workload/image/made_results.h"

#include "core/base/file.h"
#include "core/base/system_error.h"
#include "core/workload/image/journal_line.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

std::optional<std::uint64_t> sumOf(const std::filesystem::path& file)
{
    constexpr std::size_t kLargestResult = std::size_t{1} << 34U;
    const auto text = readRegularFile(file, kLargestResult);
    return text ? std::optional(contentSum(*text)) : std::nullopt;
}

} // namespace

bool MadeResults::has(int journal, const std::string& name, const std::filesystem::path& file)
{
    struct stat status
    {
    };
    if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    const MutexLock lock(m_mutex);
    readOn(journal);
    const FileFacts there = factsOf(status);
    const std::vector<Made>& made = m_results[name];
    if (std::ranges::find(made, there, &Made::file) != made.end())
        return true;
    std::optional<std::uint64_t> sum;
    return std::ranges::any_of(made, [&](const Made& result) {
        if (result.file.bytes == there.bytes && !sum)
            sum = sumOf(file);
        return result.file.bytes == there.bytes && sum == result.sum;
    });
}

void MadeResults::readOn(int journal)
{
    std::array<char, std::size_t{64} << 10U> bytes{};
    for (;;) {
        const ssize_t got = retryOnInterrupt(
            [&, from = m_read] { return ::pread(journal, bytes.data(), bytes.size(), from); });
        if (got <= 0)
            break;
        m_begun.append(bytes.data(), static_cast<std::size_t>(got));
        m_read += got;
    }
    const std::size_t whole = m_begun.rfind('\n') + 1; // 0 where there is none
    const JournalEntries entries = entriesOf(std::string_view(m_begun).substr(0, whole));
    for (const auto& [name, lines] : entries.results)
        for (const JournalResult& line : lines)
            m_results[name].push_back({line.file, line.sum});
    m_begun.erase(0, whole);
}

} // namespace interleave
