#include "ui/config/unit_field.h"

#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kGap = 4;

} // namespace

UnitField::UnitField(QString unit, QWidget* parent)
    : QLineEdit(parent)
    , m_unit(std::move(unit))
{
    if (!m_unit.isEmpty())
        setTextMargins(0, 0, fontMetrics().horizontalAdvance(m_unit) + 2 * kGap, 0);
}

void UnitField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    // "auto workers" would be no sentence.
    const QString shown = text();
    const bool number
        = std::any_of(shown.begin(), shown.end(), [](QChar c) { return c.isDigit(); });
    if (m_unit.isEmpty() || !number)
        return;
    QPainter painter(this);
    painter.setPen(mutedTextColor(palette()));
    painter.drawText(rect().adjusted(0, 0, -kGap, 0), Qt::AlignRight | Qt::AlignVCenter, m_unit);
}

} // namespace interleave::ui
