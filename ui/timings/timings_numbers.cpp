#include "ui/timings/timings_numbers.h"

#include "ui/timings/percentile_curve.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct TimingsNumbersText
{
    Q_DECLARE_TR_FUNCTIONS(TimingsNumbersText)
};

} // namespace

NumberTable numbersOf(std::span<const DurationBin> bins)
{
    NumberTable table{.titles = {TimingsNumbersText::tr("from (ns)"),
                          TimingsNumbersText::tr("to (ns)"),
                          TimingsNumbersText::tr("count")}};
    for (const DurationBin& bin : bins)
        table.rows.push_back({bin.beginNs, bin.endNs, qulonglong{bin.count}});
    return table;
}

NumberTable percentilesOf(const DurationPicture& picture)
{
    NumberTable table{
        .titles = {TimingsNumbersText::tr("share (%)"), TimingsNumbersText::tr("at most (ns)")}};
    const auto add = [&](double share) {
        table.rows.push_back({share * 100, picture.all.quantile(share) * picture.nsPerTick});
    };
    if (picture.all.count() == 0)
        return table;
    for (const double share : {0.0, 0.01, 0.1, 0.25})
        add(share);
    for (const double share : PercentileCurve::sharesFor(picture.all.count()))
        add(share);
    add(1);
    return table;
}

NumberTable numbersOf(std::span<const DurationBox> boxes)
{
    NumberTable table{.titles = {TimingsNumbersText::tr("worker"),
                          TimingsNumbersText::tr("count"),
                          TimingsNumbersText::tr("shortest (ns)"),
                          TimingsNumbersText::tr("1 % (ns)"),
                          TimingsNumbersText::tr("25 % (ns)"),
                          TimingsNumbersText::tr("median (ns)"),
                          TimingsNumbersText::tr("75 % (ns)"),
                          TimingsNumbersText::tr("99 % (ns)"),
                          TimingsNumbersText::tr("longest (ns)")}};
    for (const DurationBox& box : boxes)
        table.rows.push_back({QString::number(table.rows.size() + 1),
            qulonglong{box.count},
            box.leastNs,
            box.p1Ns,
            box.p25Ns,
            box.p50Ns,
            box.p75Ns,
            box.p99Ns,
            box.mostNs});
    return table;
}

} // namespace interleave::ui
