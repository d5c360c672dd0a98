#include "ui/config/unit_field.h"

#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kGap = 4;
constexpr int kFrame = 8; // round the text

} // namespace

UnitField::UnitField(QString unit, QWidget* parent)
    : QLineEdit(parent)
    , m_unit(std::move(unit))
{
    if (!m_unit.isEmpty())
        connect(this, &QLineEdit::textChanged, this, &UnitField::makeRoom);
    makeRoom();
}

// "auto workers" would be no sentence; and the number goes first where there is no room for both.
bool UnitField::showsUnit() const
{
    const QString shown = text();
    const bool number
        = std::any_of(shown.begin(), shown.end(), [](QChar c) { return c.isDigit(); });
    const int needed = fontMetrics().horizontalAdvance(shown) + unitWidth() + kFrame;
    return !m_unit.isEmpty() && number && (!testAttribute(Qt::WA_Resized) || needed <= width());
}

int UnitField::unitWidth() const
{
    return fontMetrics().horizontalAdvance(m_unit) + 2 * kGap;
}

void UnitField::makeRoom()
{
    setTextMargins(0, 0, showsUnit() ? unitWidth() : 0, 0);
}

void UnitField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    makeRoom();
}

void UnitField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (!showsUnit())
        return;
    QPainter painter(this);
    painter.setPen(mutedTextColor(palette()));
    painter.drawText(rect().adjusted(0, 0, -kGap, 0), Qt::AlignRight | Qt::AlignVCenter, m_unit);
}

} // namespace interleave::ui
