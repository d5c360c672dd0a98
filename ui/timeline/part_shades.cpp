#include "ui/timeline/part_shades.h"

#include "core/workload/image/picture_times.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui {

std::vector<ShadedPart> shadedParts(const RowPlace& place, const RecordedTask& task)
{
    std::vector<ShadedPart> shaded;
    const TickRange seen = place.model.ticksOf(place.time.range);
    for (const TraceEvent& part : place.model.index()->partsOf(task)) {
        if (!overlap(rangeOf(part), seen))
            continue;
        if (part.core == static_cast<std::uint16_t>(PicturePart::Decode))
            shaded.push_back({rangeOf(part), place.colors.decoding});
        else if (part.core == static_cast<std::uint16_t>(PicturePart::Encode))
            shaded.push_back({rangeOf(part), place.colors.encoding});
    }
    return shaded;
}

std::vector<QRgb> partShades(
    const RowPlace& place, std::span<const RecordedTask> tasks, std::size_t columns)
{
    if (!place.model.index()->hasParts())
        return {};
    std::vector<QRgb> shades(columns, 0);
    const double perPixel = static_cast<double>(columns) / place.bar.width();
    const auto columnOf = [&](std::uint64_t tick) {
        const double x = place.time.xOf(place.model.timeOf(tick)) - place.bar.left();
        return static_cast<std::size_t>(
            std::lround(std::clamp(x * perPixel, 0.0, static_cast<double>(columns))));
    };
    for (const RecordedTask& task : tasks) {
        for (const auto& [time, color] : shadedParts(place, task)) {
            const std::size_t last = columnOf(time.end);
            for (std::size_t i = columnOf(time.begin); i < last; ++i)
                shades[i] = color.rgb();
        }
    }
    return shades;
}

} // namespace interleave::ui
