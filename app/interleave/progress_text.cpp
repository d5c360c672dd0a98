#include "app/interleave/progress_text.h"

#include "app/interleave/number_text.h"

#include <fmt/format.h>

#include <array>

namespace interleave {

std::string progressText(const Progress& progress, std::size_t width)
{
    const double share = static_cast<double>(progress.ended) / static_cast<double>(progress.total);
    const std::string toGo
        = progress.ended == 0 ? "?" : durationText(progress.elapsedNs * (1 - share) / share);
    const std::string trial = progress.trials > 1
        ? fmt::format("trial {} of {}, ", progress.trial + 1, progress.trials)
        : "";
    const std::string percent = fmt::format("{:5.1f} %", 100 * share);
    const std::string tasks = fmt::format("  {} of {} {}",
        countText(progress.ended),
        countText(progress.total),
        progress.counted == Counted::Pictures ? "pictures" : "tasks");
    const std::string soFar = fmt::format(", {} so far", durationText(progress.elapsedNs));
    const std::string left = fmt::format(", {} to go", toGo);
    for (const auto& text : std::array{trial + percent + tasks + soFar + left,
             trial + percent + tasks + left,
             trial + percent + left,
             percent + left})
        if (text.size() <= width)
            return text;
    return percent.substr(0, width);
}

} // namespace interleave
