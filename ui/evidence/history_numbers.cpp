#include "ui/evidence/history_numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

struct HistoryNumbersText
{
    Q_DECLARE_TR_FUNCTIONS(HistoryNumbersText)
};

// Workers and updates are counted from 1; the first value is nobody's.
QVariantList writerOf(const UpdateHistory& history, std::uint32_t value)
{
    if (value == 0 || value > history.survivors())
        return {HistoryNumbersText::tr("nobody"), QString()};
    const OperationName name = history.survivor(value);
    return {qulonglong{name.worker} + 1, qulonglong{name.sequence} + 1};
}

QString fateOf(const LaneUpdate& update, const Collision& collision)
{
    if (update.survived)
        return HistoryNumbersText::tr("stayed");
    return update.name == collision.chosen.name ? HistoryNumbersText::tr("lost, the chosen one")
                                                : HistoryNumbersText::tr("lost");
}

} // namespace

NumberTable historyNumbers(
    const UpdateHistory& history, const DepthRange& range, std::uint32_t rows)
{
    const auto begin = static_cast<std::uint32_t>(std::max(0.0, range.begin));
    const bool single = rows >= range.length();
    const auto end
        = static_cast<std::uint32_t>(single ? std::floor(range.end) + 1 : std::ceil(range.end));
    std::vector<TrunkSlice> slices = history.slices(begin, end, rows);
    if (single && end > history.survivors()) // nothing was built on the last one and lost
        slices.push_back({.begin = history.survivors(), .end = end});
    NumberTable table;
    if (single)
        table.titles << HistoryNumbersText::tr("value that stayed")
                     << HistoryNumbersText::tr("worker") << HistoryNumbersText::tr("its update");
    else
        table.titles << HistoryNumbersText::tr("from value") << HistoryNumbersText::tr("to value");
    table.titles << HistoryNumbersText::tr("branches lost beside it")
                 << HistoryNumbersText::tr("updates lost in them");
    for (const TrunkSlice& slice : slices) {
        QVariantList& row = table.rows.emplace_back(QVariantList{qulonglong{slice.begin}});
        row << (single ? writerOf(history, slice.begin) : QVariantList{qulonglong{slice.end} - 1});
        row << qulonglong{slice.branches} << qulonglong{slice.lost};
    }
    return table;
}

NumberTable collisionNumbers(const Collision& collision)
{
    NumberTable table{.titles = {HistoryNumbersText::tr("worker"),
                          HistoryNumbersText::tr("update"),
                          HistoryNumbersText::tr("read"),
                          HistoryNumbersText::tr("wrote"),
                          HistoryNumbersText::tr("what became of it")}};
    std::vector<OperationName> told;
    const auto add = [&](const LaneUpdate& update) {
        if (std::ranges::find(told, update.name) != told.end())
            return;
        told.push_back(update.name);
        table.rows.push_back({qulonglong{update.name.worker} + 1,
            qulonglong{update.name.sequence} + 1,
            qulonglong{update.read},
            qulonglong{update.written()},
            fateOf(update, collision)});
    };
    for (const LaneUpdate& update : collision.firstLane)
        add(update);
    add(collision.first);
    add(collision.chosen);
    for (const LaneUpdate& update : collision.colliderLane)
        add(update);
    add(collision.collider);
    return table;
}

} // namespace interleave::ui
