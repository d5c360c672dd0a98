#include "ui/compare/bar_model.h"

#include "ui/widgets/format.h"

#include <QStringBuilder>

#include <algorithm>
#include <numeric>

namespace interleave::ui {

namespace {

double endOfBar(const BarCell& cell)
{
    double length = 0;
    for (const BarSegment& segment : cell.segments)
        length += segment.length;
    return std::max(length, cell.high);
}

} // namespace

BarModel::BarModel(std::span<const ColumnHead> heads, int disturbed, QObject* parent)
    : ColumnModel(heads, parent)
    , m_disturbed(disturbed)
{
}

bool BarModel::anyDisturbed() const
{
    bool any = false;
    for (int row = 0; row < rows(); ++row)
        any = any || trialsOf(row).disturbed > 0;
    return any;
}

std::vector<int> BarModel::columnsByWeight() const
{
    std::vector<int> columns(static_cast<std::size_t>(columnCount()));
    std::iota(columns.begin(), columns.end(), 0);
    return columns;
}

BarCell BarModel::barOf(const Spread& spread, std::optional<Meaning> meaning)
{
    return {.segments = {{.length = spread.median, .meaning = meaning}},
        .low = spread.low,
        .high = spread.high};
}

QString BarModel::withSign(int row, const QString& number) const
{
    return trialsOf(row).disturbed > 0 ? tr("⚠ %1").arg(number) : number;
}

void BarModel::renew(const std::function<void()>& change)
{
    beginResetModel();
    change();
    measure();
    endResetModel();
}

void BarModel::measure()
{
    m_most.assign(static_cast<std::size_t>(columnCount()), 0);
    for (int row = 0; row < rows(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            double& most = m_most[static_cast<std::size_t>(column)];
            if (const auto cell = bar(row, column))
                most = std::max(most, endOfBar(*cell));
        }
    }
}

QString BarModel::tip(int row, int column) const
{
    QStringList sentences = tips(row, column);
    if (sentences.isEmpty())
        sentences << text(row, column);
    const TrialCounts trials = trialsOf(row);
    if (column == m_disturbed && trials.disturbed > 0)
        sentences << tr(
            "Others took much of the cores in %1 of %2 trial(s)", nullptr, pluralOf(trials.all))
                         .arg(formatCount(trials.disturbed), formatCount(trials.all));
    return sentences.join(QStringLiteral(". "));
}

QVariant BarModel::more(int row, int column, int role) const
{
    switch (role) {
    case BarCell::kSortRole:
        return number(row, column);
    case BarCell::kRole: {
        auto cell = bar(row, column);
        if (!cell)
            return {};
        cell->maximum = m_most[static_cast<std::size_t>(column)];
        return QVariant::fromValue(*cell);
    }
    case Qt::ToolTipRole:
        return tip(row, column);
    case Qt::AccessibleTextRole:
        return QString(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
            % QLatin1Char(' ') % text(row, column));
    default:
        return {};
    }
}

} // namespace interleave::ui
