#include "ui/export/csv.h"

#include <QStringBuilder>

#include <algorithm>

namespace interleave::ui {

namespace {

// In quotes where the reader would take a part of it for the end of the cell.
QString quoted(const QString& cell)
{
    const bool plain = std::ranges::none_of(cell,
        [](QChar each) { return each == u',' || each == u'"' || each == u'\n' || each == u'\r'; });
    if (plain && !cell.startsWith(u'#'))
        return cell;
    return u'"' % QString(cell).replace(u'"', QStringLiteral("\"\"")) % u'"';
}

} // namespace

QString csvOf(const QStringList& about, const TextRows& rows)
{
    QString text;
    for (const QString& line : about)
        text += QStringLiteral("# ") % line.simplified() % u'\n';
    for (const QStringList& row : rows) {
        QStringList cells;
        std::ranges::transform(row, std::back_inserter(cells), quoted);
        text += cells.join(u',') % u'\n';
    }
    return text;
}

} // namespace interleave::ui
