#include "ui/config/chip_list.h"

#include "ui/widgets/flow_layout.h"

#include <QEvent>
#include <QSignalBlocker>
#include <QStringBuilder>
#include <QToolButton>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kChipGap = 4;
constexpr int kPressed = 140; // percent darker: the style makes it lighter again

QString withTick(const QString& title)
{
    return QStringLiteral("✓ ") % title;
}

// With its tick it is as wide as without: its neighbours keep their places.
void reserveTick(QToolButton& chip)
{
    const QString now = chip.text();
    chip.setMinimumWidth(0);
    chip.setText(withTick(chip.accessibleName()));
    const int wide = chip.sizeHint().width();
    chip.setText(now);
    chip.setMinimumWidth(wide);
}

// The tick says it to those who cannot tell the pressed ones by their colour.
void showState(QToolButton& chip, const QString& title)
{
    chip.setText(chip.isChecked() ? withTick(title) : title);
    QPalette own;
    if (chip.isChecked()) {
        const QPalette given = chip.parentWidget()->palette();
        own.setColor(QPalette::Button, given.color(QPalette::Highlight).darker(kPressed));
        own.setColor(QPalette::ButtonText, given.color(QPalette::HighlightedText));
    }
    chip.setPalette(own);
}

} // namespace

ChipList::ChipList(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new FlowLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kChipGap);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QToolButton* ChipList::addChip(const QString& name, const QString& title, const QString& help)
{
    auto* chip = new QToolButton(this);
    chip->setObjectName(name);
    chip->setCheckable(true);
    chip->setToolButtonStyle(Qt::ToolButtonTextOnly);
    chip->setAccessibleName(title);
    chip->setAccessibleDescription(help);
    chip->setToolTip(help);
    showState(*chip, title);
    reserveTick(*chip);
    connect(chip, &QToolButton::toggled, this, [this, chip] {
        showState(*chip, chip->accessibleName());
        updateGeometry();
        if (!signalsBlocked())
            Q_EMIT toggled(nameOf(chip), chip->isChecked());
    });
    layout()->addWidget(chip);
    m_chips.append(chip);
    setReadOnly(m_readOnly);
    return chip;
}

void ChipList::clear()
{
    qDeleteAll(m_chips);
    m_chips.clear();
}

QString ChipList::nameOf(const QToolButton* chip)
{
    return chip->objectName();
}

void ChipList::setChosen(const QStringList& names)
{
    const QSignalBlocker blocker(this);
    for (QToolButton* chip : m_chips)
        chip->setChecked(names.contains(nameOf(chip)));
}

void ChipList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        std::ranges::for_each(m_chips, [](QToolButton* chip) { reserveTick(*chip); });
}

// Deaf rather than disabled: what is chosen stays as readable as before.
void ChipList::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (QToolButton* chip : m_chips) {
        chip->setAttribute(Qt::WA_TransparentForMouseEvents, readOnly);
        chip->setFocusPolicy(readOnly ? Qt::NoFocus : Qt::StrongFocus);
    }
}

} // namespace interleave::ui
