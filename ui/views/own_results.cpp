#include "ui/views/own_results.h"

#include "core/model/catalogue.h"
#include "core/workload/image/image_settings.h"

#include <algorithm>
#include <set>

namespace interleave::ui {

namespace {

bool mayNameAlike(const RunArm& a, const RunArm& b)
{
    const ResultPlace one = resultPlaceOf(a.experiment);
    const ResultPlace other = resultPlaceOf(b.experiment);
    const auto keepsFormat
        = [](const ResultPlace& place) { return place.format == ResultFormat::Same; };
    return one.folder == other.folder && one.names == other.names
        && (one.format == other.format || keepsFormat(one) || keepsFormat(other));
}

bool nameAlike(const RunArm& a, const RunArm& b)
{
    if (!mayNameAlike(a, b) || a.pictures == nullptr || b.pictures == nullptr)
        return mayNameAlike(a, b);
    std::set<std::string> names;
    for (const Picture& picture : a.pictures->pictures())
        names.insert(picture.outputName);
    return std::ranges::any_of(b.pictures->pictures(),
        [&](const Picture& picture) { return names.contains(picture.outputName); });
}

} // namespace

ResultFiles resultFilesOf(const std::vector<RunArm>& arms, std::uint32_t arm)
{
    ResultFiles files = ResultFiles::Own;
    if (parameter<std::string>(arms[arm].experiment, "output").empty())
        return files;
    for (std::uint32_t other = 0; other < arms.size(); ++other) {
        if (other == arm || !nameAlike(arms[arm], arms[other]))
            continue;
        if (arms[other].arm.value != arms[arm].arm.value)
            return ResultFiles::Others;
        files = ResultFiles::Alike;
    }
    return files;
}

} // namespace interleave::ui
