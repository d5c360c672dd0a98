#include "core/model/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace interleave {

namespace {

constexpr std::size_t kLongest = 64; // of what is looked at: what is longer is no slip

// Levenshtein's: letters to put in, take out or change.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string didYouMean(std::string_view written, std::span<const std::string_view> names)
{
    if (written.size() > kLongest)
        return {};
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(written.size() / 3, 1) + 1;
    for (const std::string_view name : names) {
        if (const std::size_t steps = distance(written, name); steps < least) {
            least = steps;
            nearest = name;
        }
    }
    return nearest.empty() ? std::string() : fmt::format(" (did you mean '{}'?)", nearest);
}

} // namespace interleave
