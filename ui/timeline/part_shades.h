// What a task that is a picture did, one after the other, in shades of work.
#pragma once

#include "ui/timeline/row_marks.h"

#include <QColor>

#include <span>
#include <vector>

namespace interleave::ui {

inline constexpr double kDecodingAmount = 0; // paler than other work, see amountColor()
inline constexpr double kEncodingAmount = 0.85; // darker

struct ShadedPart
{
    TickRange time;
    QColor color;
};

/// The parts of a task that are in sight and have not the usual colour of work.
[[nodiscard]] std::vector<ShadedPart> shadedParts(const RowPlace& place, const RecordedTask& task);

/// For each column the colour of its part, or 0. Empty where no task tells its parts.
[[nodiscard]] std::vector<QRgb> partShades(
    const RowPlace& place, std::span<const RecordedTask> tasks, std::size_t columns);

} // namespace interleave::ui
