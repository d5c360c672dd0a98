#include "ui/compare/primitive_page.h"

#include "ui/compare/primitive_choice.h"
#include "ui/widgets/heading.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

PrimitivePage::PrimitivePage(QWidget* parent)
    : QWidget(parent)
    , m_choice(new PrimitiveChoice)
    , m_back(new QPushButton)
{
    setHasRun(false);
    setFocusProxy(m_choice);
    connect(m_back, &QPushButton::clicked, this, &PrimitivePage::backRequested);
    connect(m_choice, &PrimitiveChoice::compareRequested, this, &PrimitivePage::compareRequested);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(new Heading(
        TextSize::Display, tr("What does each primitive cost, and what does it save?")));
    layout->addWidget(new QLabel(tr("Every primitive gets its trials by turns, in random order.")));
    layout->addWidget(m_choice);
    layout->addWidget(m_back, 0, Qt::AlignLeft);
    layout->addStretch();
}

void PrimitivePage::setHasRun(bool hasRun)
{
    m_back->setText(hasRun ? tr("&Back to the run") : tr("&Back"));
}

} // namespace interleave::ui
