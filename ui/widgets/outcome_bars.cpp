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

} // namespace

std::vector<BarRow> outcomeBars(double updates, double lost, Meaning run, BarStyle style)
{
    const double actual = updates - lost;
    const bool anyLost = lost > 0;
    BarRow expectedRow{.label = OutcomeBarsText::tr("expected"),
        .segments = {{.length = updates}},
        .value = wholeCount(updates)};
    BarRow actualRow{.label = OutcomeBarsText::tr("actual"),
        .segments = {{.length = actual, .meaning = run, .style = style}},
        .value = wholeCount(actual)};
    BarRow lostRow{.label = OutcomeBarsText::tr("lost"),
        .segments = {{.length = lost, .meaning = Meaning::Lost}},
        .value = anyLost ? QStringLiteral("✕ ") % wholeCount(lost) : wholeCount(lost),
        .start = actual};
    if (anyLost)
        lostRow.valueMeaning = Meaning::Lost;
    return {expectedRow, actualRow, lostRow};
}

} // namespace interleave::ui
