#include "ui/config/varied_parameter_editor.h"

#include "ui/config/choice_editor.h"
#include "ui/config/choice_list_editor.h"
#include "ui/config/number_list_editor.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>

namespace interleave::ui {

namespace {

bool canBeCompared(const ValueSpec& spec)
{
    return spec.type == ValueType::Choice || spec.type == ValueType::Integer
        || spec.type == ValueType::Real;
}

bool isExecutor(const ValueSpec* spec)
{
    return spec != nullptr && spec->name == kVariedExecutor;
}

// A tenth, as much, and ten times as much as is usual.
std::set<double> offeredValues(const ValueSpec& spec)
{
    const auto* whole = std::get_if<std::int64_t>(&spec.defaultValue);
    const auto* real = std::get_if<double>(&spec.defaultValue);
    const double usual = whole != nullptr ? static_cast<double>(*whole)
        : real != nullptr                 ? *real
                                          : spec.minimum;
    const double middle = usual > 0 ? usual : 100; // of those whose default is none
    std::set<double> values{usual};
    for (const double value : {middle / 10, middle, middle * 10}) {
        const double shown = spec.type == ValueType::Integer ? std::round(value) : value;
        if (shown >= spec.minimum && shown <= spec.maximum)
            values.insert(shown);
    }
    return values;
}

ValueEditor* makeListEditor(const ValueSpec& spec, QWidget* parent)
{
    if (spec.type == ValueType::Choice)
        return new ChoiceListEditor(spec, parent);
    return new NumberListEditor(spec, offeredValues(spec), parent);
}

} // namespace

VariedParameterEditor::VariedParameterEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    makeParameterList();
}

void VariedParameterEditor::setParameters(std::span<const ValueSpec> parameters)
{
    m_choices.clear();
    m_specs.clear();
    for (const ValueSpec& spec : parameters) {
        if (!canBeCompared(spec))
            continue;
        m_specs.push_back(&spec);
    }
    m_specs.push_back(&findField(kVariedExecutor)->spec);
    for (const ValueSpec* spec : m_specs)
        m_choices.push_back({.name = spec->name, .title = spec->title, .help = spec->help});
    makeParameterList();
    setValue(m_value);
}

// Of parameters no value is unfit.
void VariedParameterEditor::setUnfit(const UnfitChoices& choices)
{
    m_unfitExecutors = choices;
    if (m_values != nullptr && isExecutor(chosen()))
        m_values->setUnfit(choices);
}

// First what has words for values: it is what the workload is about. Executors are last.
void VariedParameterEditor::makeParameterList()
{
    delete m_parameter;
    m_parameter = new ChoiceEditor({.type = ValueType::Choice, .choices = m_choices}, this);
    const auto first = std::ranges::find(m_specs, ValueType::Choice, &ValueSpec::type);
    if (!m_specs.empty())
        m_parameter->setValue(std::string((isExecutor(*first) ? m_specs.front() : *first)->name));
    m_layout->insertWidget(0, m_parameter);
    connect(m_parameter, &ValueEditor::edited, this, &VariedParameterEditor::choose);
    makeValues();
    setReadOnly(isReadOnly());
}

void VariedParameterEditor::makeValues()
{
    delete m_values;
    m_values = nullptr;
    const ValueSpec* spec = chosen();
    if (spec == nullptr)
        return;
    m_values = makeListEditor(*spec, this);
    m_layout->addWidget(m_values);
    m_values->setReadOnly(isReadOnly());
    setUnfit(m_unfitExecutors);
    describe(m_name, m_description);
    connect(m_values, &ValueEditor::edited, this, [this] {
        takeValues();
        Q_EMIT edited();
    });
}

void VariedParameterEditor::takeValues()
{
    const std::string values = toText(m_values->value());
    m_value = values.empty() ? values : toText(m_parameter->value()) + "=" + values;
}

// Another parameter: nothing of it is compared yet.
void VariedParameterEditor::choose()
{
    makeValues();
    m_value = std::string();
    Q_EMIT edited();
}

const ValueSpec* VariedParameterEditor::chosen() const
{
    const auto spec = std::ranges::find(m_specs, toText(m_parameter->value()), &ValueSpec::name);
    return spec == m_specs.end() ? nullptr : *spec;
}

void VariedParameterEditor::setValue(const FieldValue& value)
{
    m_value = value;
    const std::string text = toText(value);
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string name = text.substr(0, equals);
    const bool known = std::ranges::count(m_specs, name, &ValueSpec::name) > 0;
    if (known && name != toText(m_parameter->value())) {
        m_parameter->setValue(name);
        makeValues();
    }
    if (m_values != nullptr)
        m_values->setValue(known ? text.substr(equals + 1) : std::string());
}

std::vector<FieldValue> VariedParameterEditor::readings() const
{
    return m_values == nullptr ? std::vector<FieldValue>() : m_values->readings();
}

const ValueSpec* VariedParameterEditor::readAs() const
{
    return m_values == nullptr ? nullptr : m_values->readAs();
}

void VariedParameterEditor::setReading(const FieldValue& reading)
{
    m_values->setReading(reading);
    takeValues();
}

std::optional<QString> VariedParameterEditor::problem() const
{
    return m_values == nullptr ? std::nullopt : m_values->problem();
}

QList<QWidget*> VariedParameterEditor::keyboardWidgets() const
{
    return m_values == nullptr ? m_parameter->keyboardWidgets()
                               : m_parameter->keyboardWidgets() + m_values->keyboardWidgets();
}

void VariedParameterEditor::describe(const QString& name, const QString& description)
{
    m_name = name;
    m_description = description;
    m_parameter->describe(tr("%1: which").arg(name), description);
    if (m_values != nullptr)
        m_values->describe(name, description);
}

void VariedParameterEditor::applyReadOnly()
{
    m_parameter->setReadOnly(isReadOnly());
    if (m_values != nullptr)
        m_values->setReadOnly(isReadOnly());
}

} // namespace interleave::ui
