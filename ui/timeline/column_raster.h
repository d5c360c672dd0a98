// The pixels of a row: for each pixel column as much of its height as the worker was busy, parted
// into what it did. What happened at all is never lower than a few pixels, so that nothing gets
// lost between the pixels.
//
// It writes into the image itself: a rectangle per column by QPainter takes ten times as long.
#pragma once

#include "core/timeline/timeline_column.h"
#include "ui/timeline/timeline_display.h"
#include "ui/widgets/palette.h"

#include <QImage>

#include <array>
#include <span>

namespace interleave::ui {

/// Where the durations of a trial lie, for colours: from the shortest to the longest, logarithmic.
struct DurationSpread
{
    double shortestNs = 0;
    double longestNs = 0;

    /// 0 to 1.
    [[nodiscard]] double shareOf(double ns) const;
    bool operator==(const DurationSpread&) const = default;
};

/// What the columns are painted with.
struct ColumnColors
{
    static constexpr std::size_t kAmounts = 64;

    QRgb background;
    QRgb working;
    QRgb noCore;
    QRgb sleeping;
    QRgb sleepingSign;
    QRgb holding;
    QRgb holdingEdge;
    QRgb waiting;
    QRgb waitingSign;
    QRgb lost;
    QRgb lostSign;
    std::array<QRgb, kAmounts> amounts;

    explicit ColumnColors(const QPalette& palette);
};

struct ColumnStyle
{
    Coloring coloring = Coloring::State;
    DurationSpread durations;
    double nsPerTick = 1;
    bool tasksSleep = false; // they need no core
};

/// Paints `columns` from the left of `row`, one pixel each, into an image of Format_RGB32. The row
/// must lie in the image's width; what of it lies above or below is left out. `withoutCore` is the
/// share of each column's time in tasks without a core, or empty where it is not known; `shades`
/// the colour of its work where that is not the usual one, else 0, or empty.
void rasterColumns(QImage& image,
    const QRect& row,
    std::span<const TimelineColumn> columns,
    const ColumnStyle& style,
    const ColumnColors& colors,
    std::span<const float> withoutCore = {},
    std::span<const QRgb> shades = {});

} // namespace interleave::ui
