#include "ui/widgets/facts_label.h"

#include "ui/widgets/palette.h"

#include <QEvent>
#include <QStringList>

#include <algorithm>

namespace interleave::ui {

FactsLabel::FactsLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAlignment(Qt::AlignTop | Qt::AlignLeft);
}

void FactsLabel::setFacts(const Facts& facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    show();
}

QString FactsLabel::value(const QString& word) const
{
    for (const auto& [name, value] : m_facts) {
        if (name == word)
            return value;
    }
    return {};
}

void FactsLabel::show()
{
    const QString muted = mutedTextColor(palette()).name();
    QString rows;
    QStringList spoken;
    for (const auto& [name, value] : m_facts) {
        if (name.isEmpty()) {
            rows += QStringLiteral("<tr><td colspan='2'>%1</td></tr>").arg(value.toHtmlEscaped());
            spoken << value;
            continue;
        }
        rows
            += QStringLiteral("<tr><td style='color:%1; padding-right:8px'>%2</td><td>%3</td></tr>")
                   .arg(muted, name.toHtmlEscaped(), value.toHtmlEscaped());
        spoken << name % QStringLiteral(": ") % value;
    }
    // Facts alone do not wrap: a label that may asks for less height than it needs.
    setWordWrap(
        std::ranges::any_of(m_facts, [](const auto& fact) { return fact.first.isEmpty(); }));
    setText(m_facts.empty() ? QString()
                            : QStringLiteral("<table cellspacing='0'>%1</table>").arg(rows));
    setAccessibleDescription(spoken.join(QLatin1Char('\n')));
}

void FactsLabel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        show();
    QLabel::changeEvent(event);
}

} // namespace interleave::ui
