#include "ui/widgets/facts_label.h"

#include "ui/widgets/palette.h"

#include <QEvent>
#include <QStringList>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kBetweenColumns = 12;

constexpr qsizetype kLongValue = 20; // letters: a name, no figure

bool isSentence(const Facts::value_type& fact)
{
    return fact.first.isEmpty();
}

bool wraps(const Facts::value_type& fact)
{
    return isSentence(fact) || fact.second.size() > kLongValue;
}

} // namespace

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

void FactsLabel::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    show();
}

void FactsLabel::show()
{
    QString rows;
    for (auto fact = m_facts.cbegin(); fact != m_facts.cend();) {
        if (isSentence(*fact)) {
            rows += QStringLiteral("<tr><td colspan='%1'>%2</td></tr>")
                        .arg(QString::number(2 * m_columns), fact->second.toHtmlEscaped());
            ++fact;
            continue;
        }
        const auto end = std::find_if(fact, m_facts.cend(), isSentence);
        rows += rowsOf({fact, end});
        fact = end;
    }
    // Figures alone do not wrap: a label that may asks for less height than it needs.
    setWordWrap(std::ranges::any_of(m_facts, wraps));
    setText(m_facts.empty() ? QString()
                            : QStringLiteral("<table cellspacing='0'>%1</table>").arg(rows));
    describe();
}

QString FactsLabel::rowsOf(std::span<const Facts::value_type> facts) const
{
    const auto columns = static_cast<std::size_t>(m_columns);
    const std::size_t height = (facts.size() + columns - 1) / columns;
    QString rows;
    for (std::size_t row = 0; row < height; ++row) {
        rows += QStringLiteral("<tr>");
        for (std::size_t fact = row; fact < facts.size(); fact += height)
            rows += cellsOf(facts[fact]);
        rows += QStringLiteral("</tr>");
    }
    return rows;
}

QString FactsLabel::cellsOf(const Facts::value_type& fact) const
{
    // Beside a value that wraps no name does.
    return QStringLiteral("<td style='color:%1; padding-right:8px%5'>%2</td>"
                          "<td style='padding-right:%4px'>%3</td>")
        .arg(mutedTextColor(palette()).name(),
            fact.first.toHtmlEscaped(),
            fact.second.toHtmlEscaped(),
            QString::number(m_columns > 1 ? kBetweenColumns : 0),
            std::ranges::any_of(m_facts, isSentence) ? QString()
                                                     : QStringLiteral("; white-space:nowrap"));
}

void FactsLabel::describe()
{
    QStringList spoken;
    for (const auto& [name, value] : m_facts)
        spoken << (name.isEmpty() ? value : QString(name % QStringLiteral(": ") % value));
    setAccessibleDescription(spoken.join(QLatin1Char('\n')));
}

void FactsLabel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        show();
    QLabel::changeEvent(event);
}

} // namespace interleave::ui
