#include "ui/config/number_list_editor.h"

#include "core/base/machine.h"
#include "ui/config/chip_list.h"
#include "ui/config/field_text.h"
#include "ui/config/number_box.h"
#include "ui/models/value_text.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace interleave::ui {

namespace {

ValueSpec numberOf(const ValueSpec& list)
{
    return {.name = list.name,
        .title = list.title,
        .minimum = list.minimum,
        .maximum = list.maximum,
        .defaultValue = static_cast<std::int64_t>(list.minimum)};
}

// 1, 2, 4, ... to twice as many as there are cores.
std::set<double> usualNumbers(const ValueSpec& spec)
{
    std::set<double> numbers;
    const auto most = std::min(
        std::max<std::int64_t>(8, 2 * usableCores()), static_cast<std::int64_t>(spec.maximum));
    for (std::int64_t number = 1; number <= most; number *= 2)
        numbers.insert(static_cast<double>(number));
    return numbers;
}

// As it stands alone in a list.
ValueSpec withoutAuto(ValueSpec spec)
{
    spec.automaticMeans = {};
    return spec;
}

std::set<double> numbersIn(const FieldValue& value)
{
    std::set<double> numbers;
    for (const QString& part :
        QString::fromStdString(toText(value)).split(QLatin1Char(','), Qt::SkipEmptyParts))
        numbers.insert(part.trimmed().toDouble());
    return numbers;
}

} // namespace

NumberListEditor::NumberListEditor(const ValueSpec& spec, QWidget* parent)
    : NumberListEditor(numberOf(spec), usualNumbers(spec), parent)
{
}

NumberListEditor::NumberListEditor(
    const ValueSpec& ofEach, const std::set<double>& offered, QWidget* parent)
    : ValueEditor(parent)
    , m_number(withoutAuto(ofEach))
    , m_chips(new ChipList(this))
    , m_other(new NumberBox(m_number, this))
    , m_add(new QToolButton(this))
    , m_offered(offered)
{
    m_other->field()->setPlaceholderText(tr("another one"));
    m_add->setText(tr("Add"));
    m_add->setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_chips, 0, 0, 1, 2);
    layout->addWidget(m_other, 1, 0);
    layout->addWidget(m_add, 1, 1);
    connect(m_chips, &ChipList::toggled, this, [this](const QString& name, bool chosen) {
        const double number = name.toDouble();
        if (chosen)
            m_chosen.insert(number);
        else
            m_chosen.erase(number);
        Q_EMIT edited();
    });
    connect(m_other->field(), &QLineEdit::textChanged, this, &ValueEditor::edited);
    connect(m_other, &QAbstractSpinBox::editingFinished, this, &NumberListEditor::addTyped);
    connect(m_add, &QToolButton::clicked, this, &NumberListEditor::addTyped);
    showChips();
}

FieldValue NumberListEditor::value() const
{
    QStringList numbers;
    for (const double number : withTyped())
        numbers << nameOf(number);
    return numbers.join(QStringLiteral(", ")).toStdString();
}

FieldValue NumberListEditor::valueOf(double number) const
{
    return m_number.type == ValueType::Integer ? FieldValue(static_cast<std::int64_t>(number))
                                               : FieldValue(number);
}

QString NumberListEditor::nameOf(double number) const
{
    return QString::fromStdString(toText(valueOf(number)));
}

void NumberListEditor::setValue(const FieldValue& value)
{
    m_chosen = numbersIn(value);
    m_other->setValue(std::string());
    showChips();
}

std::vector<FieldValue> NumberListEditor::readings() const
{
    return m_other->readings();
}

void NumberListEditor::setReading(const FieldValue& reading)
{
    m_other->setValue(reading);
}

std::optional<QString> NumberListEditor::problem() const
{
    const bool any = !m_other->field()->text().trimmed().isEmpty();
    return any ? problemOf(m_number, m_other->value()) : std::nullopt;
}

QList<QWidget*> NumberListEditor::keyboardWidgets() const
{
    const QList<QToolButton*> chips = m_chips->chips();
    QList<QWidget*> widgets(chips.begin(), chips.end());
    widgets << m_other << m_add;
    return widgets;
}

void NumberListEditor::describe(const QString& name, const QString& description)
{
    m_chips->setAccessibleName(name);
    m_chips->setAccessibleDescription(description);
    m_other->setAccessibleName(tr("%1: another one").arg(name));
    m_other->setAccessibleDescription(description);
    m_add->setAccessibleName(tr("Add it to: %1").arg(name));
}

void NumberListEditor::applyReadOnly()
{
    m_chips->setReadOnly(isReadOnly());
    m_other->setVisible(!isReadOnly());
    m_add->setVisible(!isReadOnly());
}

std::set<double> NumberListEditor::withTyped() const
{
    std::set<double> numbers = m_chosen;
    const FieldValue typed = m_other->value();
    if (findProblem(m_number, typed))
        return numbers;
    const auto* whole = std::get_if<std::int64_t>(&typed);
    numbers.insert(whole != nullptr ? static_cast<double>(*whole) : std::get<double>(typed));
    return numbers;
}

// What is no such number stays in its field.
void NumberListEditor::addTyped()
{
    if (findProblem(m_number, m_other->value()))
        return;
    m_chosen = withTyped();
    m_other->setValue(std::string());
    showChips();
    Q_EMIT edited();
}

// A chip that is there stays there, chosen or not: nothing jumps under the pointer.
void NumberListEditor::showChips()
{
    const std::size_t before = m_offered.size();
    m_offered.insert(m_chosen.begin(), m_chosen.end());
    if (m_offered.size() != before || m_chips->chips().isEmpty()) {
        m_chips->clear();
        for (const double number : m_offered)
            m_chips->addChip(nameOf(number), valueText(m_number, valueOf(number)), {});
    }
    QStringList chosen;
    for (const double number : m_chosen)
        chosen << nameOf(number);
    m_chips->setChosen(chosen);
}

} // namespace interleave::ui
