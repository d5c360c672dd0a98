#include "ui/widgets/wrapped_lines.h"

#include <QFontMetrics>
#include <QRegularExpression>
#include <QStringBuilder>
#include <QTextLayout>

namespace interleave::ui {

namespace {

QString endedAt(const QRegularExpression& end,
    const QString& text,
    const std::function<bool(const QString& said)>& fits)
{
    QString most;
    for (const QRegularExpressionMatch& found : end.globalMatch(text)) {
        const QString said = text.left(found.capturedStart()) % QStringLiteral(" …");
        if (fits(said))
            most = said;
    }
    return most;
}

QStringList allLines(const QString& text, const QFont& font, int width)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

} // namespace

QString shortened(const QString& text, const std::function<bool(const QString& said)>& fits)
{
    static const QRegularExpression kStatement(QStringLiteral(" · |(?<=[.;]) "));
    static const QRegularExpression kPart(QStringLiteral("(?<=[,:]) "));
    for (const QRegularExpression& end : {kStatement, kPart}) {
        if (const QString said = endedAt(end, text, fits); !said.isEmpty())
            return said;
    }
    return {};
}

QStringList wrappedLines(const QString& text, const QFont& font, int width, int most)
{
    QStringList lines = allLines(text, font, width);
    if (lines.size() <= most)
        return lines;
    const QString said = shortened(
        text, [&](const QString& part) { return allLines(part, font, width).size() <= most; });
    if (!said.isEmpty())
        return allLines(said, font, width);
    const QString rest = lines.mid(most - 1).join(QLatin1Char(' '));
    lines = lines.first(most);
    lines.back() = QFontMetrics(font).elidedText(rest, Qt::ElideRight, width);
    return lines;
}

} // namespace interleave::ui
