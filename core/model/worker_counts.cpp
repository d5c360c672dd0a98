#include "core/model/worker_counts.h"

#include "core/base/read_number.h"
#include "core/model/experiment.h"

#include <numeric>

namespace interleave {

namespace {

constexpr std::string_view kTo = "..";

std::optional<std::int64_t> countFrom(std::string_view text)
{
    const auto count = readNumber<std::int64_t>(text);
    return count && *count >= 1 && *count <= kMaxWorkers ? count : std::nullopt;
}

// "4", or "4..6" for 4, 5 and 6.
ComparedValues<std::int64_t> countsOf(std::string_view part)
{
    const std::size_t to = part.find(kTo);
    const auto first = countFrom(part.substr(0, to));
    const auto last
        = to == std::string_view::npos ? first : countFrom(part.substr(to + kTo.size()));
    if (!first || !last || *first > *last)
        return tl::unexpected(
            fmt::format("'{}' is no number of workers; use numbers from 1 to {}, such as 1, 2, 4, "
                        "or 1..8 for all from 1 to 8",
                shown(part),
                kMaxWorkers));
    std::vector<std::int64_t> counts(static_cast<std::size_t>(*last - *first + 1));
    std::iota(counts.begin(), counts.end(), *first);
    return counts;
}

const auto kNumber = [](std::int64_t count) { return std::to_string(count); };

} // namespace

ComparedValues<std::int64_t> workerCountsFromText(std::string_view text)
{
    auto counts = comparedFromText<std::int64_t>(text, countsOf, kNumber);
    if (counts)
        std::ranges::sort(*counts);
    return counts;
}

std::string toText(const std::vector<std::int64_t>& workerCounts)
{
    return comparedText(workerCounts, kNumber);
}

std::optional<std::string> findWorkerCountsProblem(std::string_view text)
{
    const auto counts = workerCountsFromText(text);
    return counts ? std::nullopt : std::optional(counts.error());
}

} // namespace interleave
