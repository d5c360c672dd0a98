// What stands in a cell that has a bar.
#pragma once

#include "ui/widgets/bar_rows.h"

#include <QMetaType>

#include <vector>

namespace interleave::ui {

struct BarCell
{
    /// The number behind a cell's text, for sorting.
    static constexpr int kSortRole = Qt::UserRole;
    /// A BarCell, or nothing.
    static constexpr int kRole = Qt::UserRole + 1;

    std::vector<BarSegment> segments;
    double maximum = 0; // of all rows
    double low = 0; // an interval around the bar's end, where high > low
    double high = 0;
};

} // namespace interleave::ui

Q_DECLARE_METATYPE(interleave::ui::BarCell)
