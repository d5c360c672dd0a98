#include "ui/config/form_section.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

QFont headingFont(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

FormSection::FormSection(const QString& title, Folding folding, QWidget* parent)
    : QWidget(parent)
    , m_body(new QWidget(this))
    , m_rows(new QVBoxLayout(m_body))
{
    setAccessibleName(title);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeHeading(title, folding));
    layout->addWidget(m_body);
    setUnfolded(folding == Folding::Never);
}

void FormSection::insertRow(FieldRow* row, int position)
{
    m_rows->insertWidget(position, row);
}

QList<FieldRow*> FormSection::rows() const
{
    QList<FieldRow*> rows;
    for (int i = 0; i < m_rows->count(); ++i)
        rows.append(qobject_cast<FieldRow*>(m_rows->itemAt(i)->widget()));
    return rows;
}

void FormSection::unfold()
{
    setUnfolded(true);
}

QList<QWidget*> FormSection::keyboardWidgets() const
{
    QList<QWidget*> widgets;
    if (m_toggle != nullptr)
        widgets.append(m_toggle);
    for (const FieldRow* row : rows())
        widgets.append(row->keyboardWidgets());
    return widgets;
}

QWidget* FormSection::makeHeading(const QString& title, Folding folding)
{
    if (folding == Folding::Never) {
        auto* heading = new QLabel(title, this);
        heading->setFont(headingFont(font()));
        return heading;
    }
    m_toggle = new QToolButton(this);
    m_toggle->setText(title);
    m_toggle->setAccessibleName(title);
    m_toggle->setFont(headingFont(font()));
    m_toggle->setAutoRaise(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setUnfolded(m_body->isHidden()); });
    return m_toggle;
}

void FormSection::setUnfolded(bool unfolded)
{
    m_body->setVisible(unfolded);
    if (m_toggle != nullptr)
        m_toggle->setArrowType(unfolded ? Qt::DownArrow : Qt::RightArrow);
}

} // namespace interleave::ui
