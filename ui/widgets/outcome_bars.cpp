#include "ui/widgets/outcome_bars.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <cmath>

namespace interleave::ui {

namespace {

struct OutcomeBarsText
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeBarsText)
};

QString wholeCount(double count)
{
    return formatCount(static_cast<std::uint64_t>(std::llround(count)));
}

BarRow rowOfLost(double lost)
{
    const bool any = lost > 0;
    BarRow row{.label = OutcomeBarsText::tr("lost"),
        .segments = {{.length = lost, .meaning = Meaning::Lost}},
        .value = any ? QStringLiteral("✕ ") % wholeCount(lost) : wholeCount(lost)};
    if (any)
        row.valueMeaning = Meaning::Lost;
    return row;
}

} // namespace

std::vector<BarRow> outcomeBars(double updates, double lost, Meaning run, BarStyle style)
{
    const double actual = updates - lost;
    BarRow expectedRow{.label = OutcomeBarsText::tr("expected"),
        .segments = {{.length = updates}},
        .value = wholeCount(updates)};
    BarRow actualRow{.label = OutcomeBarsText::tr("actual"),
        .segments = {{.length = actual, .meaning = run, .style = style}},
        .value = wholeCount(actual)};
    BarRow lostRow = rowOfLost(lost);
    lostRow.start = actual;
    return {expectedRow, actualRow, lostRow};
}

BarRow outcomeBar(double updates, double lost, Meaning run, BarStyle style)
{
    BarRow row = rowOfLost(lost);
    row.segments.insert(
        row.segments.begin(), {.length = updates - lost, .meaning = run, .style = style});
    return row;
}

} // namespace interleave::ui
