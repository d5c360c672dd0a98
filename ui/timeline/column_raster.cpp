#include "ui/timeline/column_raster.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace interleave::ui {

namespace {

constexpr int kLeast = 3; // pixels of what happened at all
constexpr int kLeastLost = 8; // of a failure: enough to tell its hatch
constexpr int kHatch = 8; // pixels from line to line: a power of two

// A column from its bottom to its top: where each part ends, in pixels from the bottom.
struct Parts
{
    int lost = 0;
    int holding = 0;
    int working = 0; // on a core; up to `solid` without one
    int solid = 0;
    int waiting = 0;
    QRgb color = 0; // of the solid part
};

int pixelsOf(float share, int height)
{
    if (!(share > 0))
        return 0;
    return std::max(kLeast, static_cast<int>(std::lround(share * static_cast<float>(height))));
}

int heightOf(const TimelineColumn& column, int height)
{
    const bool anything = column.tasks > 0 || column.busy > 0;
    return std::min(height, std::max(pixelsOf(column.busy, height), anything ? kLeast : 0));
}

// Of the tasks. Where none ended, the one that failed is all there is.
float failedShare(const TimelineColumn& column)
{
    if (!column.failure)
        return 0;
    if (column.tasks == 0)
        return 1;
    return static_cast<float>(std::max(column.failed, 1U)) / static_cast<float>(column.tasks);
}

// Of the `available` ones, if all failed at most the share `most`.
int lostPixels(const TimelineColumn& column, int available, float most)
{
    const float share = failedShare(column) * most;
    if (!(share > 0))
        return 0;
    const auto wanted = static_cast<int>(std::lround(share * static_cast<float>(available)));
    return std::min(available, std::max(kLeastLost, wanted));
}

Parts byState(const TimelineColumn& column,
    int height,
    const ColumnStyle& style,
    const ColumnColors& colors,
    float withoutCore)
{
    Parts parts{.color = style.tasksSleep ? colors.sleeping : colors.working};
    parts.waiting = heightOf(column, height);
    parts.lost = lostPixels(column, parts.waiting, 0.5F);
    const int waiting = std::min(pixelsOf(column.waiting, height), parts.waiting - parts.lost);
    parts.solid = parts.waiting - waiting;
    parts.holding = std::min(
        parts.lost + pixelsOf(column.holding, height), std::max(parts.solid, parts.lost));
    parts.working
        = std::max({parts.solid - pixelsOf(withoutCore, height), parts.holding, parts.lost});
    parts.working = std::min(parts.working, parts.solid);
    return parts;
}

Parts byOutcome(const TimelineColumn& column, int height, const ColumnColors& colors)
{
    Parts parts{.color = colors.working};
    parts.solid = heightOf(column, height);
    parts.waiting = parts.solid;
    parts.working = parts.solid;
    parts.lost = lostPixels(column, parts.solid, 1);
    parts.holding = parts.lost;
    return parts;
}

Parts byDuration(
    const TimelineColumn& column, int height, const ColumnStyle& style, const ColumnColors& colors)
{
    const double share
        = style.durations.shareOf(static_cast<double>(column.longestTicks) * style.nsPerTick);
    const auto index = static_cast<std::size_t>(
        std::lround(share * static_cast<double>(ColumnColors::kAmounts - 1)));
    Parts parts{.color = colors.amounts[index]};
    parts.working = parts.solid = heightOf(column, height);
    parts.waiting = parts.solid;
    return parts;
}

bool onLine(int diagonal)
{
    return (static_cast<unsigned>(diagonal) & (kHatch - 1U)) < 2;
}

// Two dots in each square of eight pixels, as brushOf() has them: where the first of those that
// this line cuts begins. Nothing where it cuts none.
std::optional<int> firstDot(int y)
{
    const int at = y & (kHatch - 1);
    if (at == 1 || at == 2)
        return 1;
    if (at == 5 || at == 6)
        return 5;
    return std::nullopt;
}

// `up`: pixels from the bottom, from 0. Only of what is drawn over the plain part.
QRgb bandColor(const Parts& parts, int up, int x, int y, const ColumnColors& colors)
{
    if (up >= parts.solid)
        return onLine(x + y) ? colors.waitingSign : colors.waiting;
    if (up >= parts.working)
        return up == (parts.working + parts.solid) / 2 ? colors.noCore : colors.background;
    if (up < parts.lost)
        return onLine(x + y) || onLine(x - y) ? colors.lostSign : colors.lost;
    return up == parts.holding - 1 ? colors.holdingEdge : colors.holding;
}

QRgb mixed(const QColor& one, const QColor& other)
{
    return qRgb((one.red() + other.red()) / 2,
        (one.green() + other.green()) / 2,
        (one.blue() + other.blue()) / 2);
}

} // namespace

double DurationSpread::shareOf(double ns) const
{
    if (!(longestNs > shortestNs) || !(shortestNs > 0))
        return 0.5;
    const double share = std::log(ns / shortestNs) / std::log(longestNs / shortestNs);
    return std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0;
}

ColumnColors::ColumnColors(const QPalette& palette)
    : background(palette.color(QPalette::Base).rgb())
    , working(colorOf(Meaning::Working, palette).rgb())
    , noCore(colorOf(Meaning::NoCore, palette).rgb())
    , sleeping(colorOf(Meaning::Blocked, palette).rgb())
    , sleepingSign(signColor(Meaning::Blocked, palette).rgb())
    , holding(colorOf(Meaning::Holding, palette).rgb())
    , holdingEdge(mixed(colorOf(Meaning::Holding, palette), palette.color(QPalette::Text)))
    , waiting(colorOf(Meaning::Waiting, palette).rgb())
    , waitingSign(signColor(Meaning::Waiting, palette).rgb())
    , lost(colorOf(Meaning::Lost, palette).rgb())
    , lostSign(signColor(Meaning::Lost, palette).rgb())
    , amounts()
{
    for (std::size_t i = 0; i < kAmounts; ++i)
        amounts[i]
            = amountColor(static_cast<double>(i) / static_cast<double>(kAmounts - 1), palette)
                  .rgb();
}

namespace {

Parts partsOf(const TimelineColumn& column,
    int height,
    const ColumnStyle& style,
    const ColumnColors& colors,
    float withoutCore)
{
    switch (style.coloring) {
    case Coloring::Outcome:
        return byOutcome(column, height, colors);
    case Coloring::Duration:
        return byDuration(column, height, style, colors);
    case Coloring::State:
        break;
    }
    return byState(column, height, style, colors, withoutCore);
}

// The plain part of each column: from the bottom up to its top.
struct PlainColumns
{
    bool dotted = false;
    std::vector<QRgb> colors;
    std::vector<std::vector<std::size_t>> withTop; // the columns of each height
};

// An image's pixels; its own scanLine() asks each time whether they are shared.
struct Lines
{
    uchar* first;
    qsizetype bytes; // of a line
    int height;

    explicit Lines(QImage& image)
        : first(image.bits())
        , bytes(image.bytesPerLine())
        , height(image.height())
    {
    }
    [[nodiscard]] QRgb* operator[](int y) const
    {
        return reinterpret_cast<QRgb*>(first + y * bytes);
    }
};

// Dots on what of a line is not background.
void addDots(QRgb* line, std::size_t width, int y, const ColumnColors& colors)
{
    const std::optional<int> first = firstDot(y);
    if (!first)
        return;
    for (auto x = static_cast<std::size_t>(*first); x < width; x += kHatch) {
        for (std::size_t i = x; i < std::min(x + 2, width); ++i) {
            if (line[i] != colors.background)
                line[i] = colors.sleepingSign;
        }
    }
}

// A line differs from the one above it only in the columns that begin there, so it is that line
// with these set: no pixel is computed.
void rasterPlain(
    const Lines& lines, const QRect& row, const PlainColumns& columns, const ColumnColors& colors)
{
    std::vector<QRgb> line(columns.colors.size(), colors.background);
    for (int y = row.top(); y < std::min(row.top() + row.height(), lines.height); ++y) {
        const int up = row.top() + row.height() - y;
        for (const std::size_t column : columns.withTop[static_cast<std::size_t>(up)])
            line[column] = columns.colors[column];
        if (y < 0)
            continue;
        std::ranges::copy(line, lines[y] + row.left());
        if (columns.dotted)
            addDots(lines[y] + row.left(), line.size(), y, colors);
    }
}

// What lies over the plain part.
void rasterBands(const Lines& lines,
    const QRect& row,
    int column,
    const Parts& parts,
    const ColumnColors& colors)
{
    const int x = row.left() + column;
    const int bottom = row.top() + row.height() - 1;
    const auto band = [&](int from, int to) {
        for (int up = std::max(from, bottom - lines.height + 1); up < std::min(to, bottom + 1);
             ++up)
            lines[bottom - up][x] = bandColor(parts, up, x, bottom - up, colors);
    };
    const int lower = std::max(parts.holding, parts.lost);
    band(0, std::min(lower, parts.waiting));
    band(std::max(parts.working, lower), parts.waiting);
}

} // namespace

void rasterColumns(QImage& image,
    const QRect& row,
    std::span<const TimelineColumn> columns,
    const ColumnStyle& style,
    const ColumnColors& colors,
    std::span<const float> withoutCore,
    std::span<const QRgb> shades)
{
    if (row.isEmpty())
        return;
    PlainColumns plain{.dotted = style.tasksSleep && style.coloring == Coloring::State};
    plain.colors.reserve(columns.size());
    plain.withTop.resize(static_cast<std::size_t>(row.height()) + 1);
    std::vector<std::pair<int, Parts>> banded;
    for (const TimelineColumn& column : columns) {
        const std::size_t at = plain.colors.size();
        const Parts parts = partsOf(
            column, row.height(), style, colors, at < withoutCore.size() ? withoutCore[at] : 0);
        if (parts.working < parts.waiting || parts.holding > 0 || parts.lost > 0)
            banded.emplace_back(static_cast<int>(at), parts);
        plain.withTop[static_cast<std::size_t>(parts.waiting)].push_back(at);
        plain.colors.push_back(at < shades.size() && shades[at] != 0 ? shades[at] : parts.color);
    }
    const Lines lines(image);
    rasterPlain(lines, row, plain, colors);
    for (const auto& [column, parts] : banded)
        rasterBands(lines, row, column, parts, colors);
}

} // namespace interleave::ui
