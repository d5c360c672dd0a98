#include "ui/config/form_fields.h"

#include "ui/config/form_sections.h"

#include <array>
#include <string>
#include <utility>

namespace interleave::ui {

namespace {

// What a workload has as its own beside its parameters: as many tasks as fit it, and what it
// compares of its own.
constexpr std::array kOwnFields{"tasks", "vary_param"};

} // namespace

FormFields::FormFields(std::vector<FormSection*> sections, PlacePrompt prompt, QObject* parent)
    : QObject(parent)
    , m_sections(std::move(sections))
    , m_prompt(std::move(prompt))
{
    makeFieldRows();
    showOwnValues();
}

Experiment FormFields::experiment() const
{
    Experiment experiment;
    const auto fields = experimentFields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (m_fieldRows[i]->isAllowed())
            fields[i].write(experiment, m_fieldRows[i]->value());
    }
    for (const FieldRow* row : m_parameterRows) {
        if (row->isAllowed() && !row->isDefault())
            experiment.params.emplace(row->spec().name, row->value());
    }
    return experiment;
}

FormValues FormFields::values() const
{
    FormValues values{.own = m_own};
    for (const FieldRow* row : m_fieldRows)
        values.fields.emplace(row->spec().name, row->value());
    NamedValues& own = values.own[m_shown];
    for (const FieldRow* row : ownRows())
        own.insert_or_assign(std::string(row->spec().name), row->value());
    return values;
}

FormValues FormFields::valuesWith(const Experiment& experiment) const
{
    FormValues next = values();
    for (const ExperimentField& field : experimentFields())
        next.fields.insert_or_assign(std::string(field.spec.name), field.read(experiment));
    NamedValues& own = next.own[experiment.workload];
    own = experiment.params;
    for (const char* field : kOwnFields)
        own.insert_or_assign(field, findField(field)->read(experiment));
    return next;
}

FormValues FormFields::defaultValues() const
{
    FormValues next = values();
    for (const ExperimentField& field : experimentFields()) {
        if (field.spec.name != "workload")
            next.fields.insert_or_assign(std::string(field.spec.name), field.spec.defaultValue);
    }
    next.own.erase(m_shown);
    return next;
}

void FormFields::setValues(const FormValues& values)
{
    for (FieldRow* row : m_fieldRows)
        row->setValue(values.fields.find(row->spec().name)->second);
    m_own = values.own;
    showOwnValues();
}

void FormFields::followWorkload()
{
    if (m_shown == chosenWorkload())
        return;
    m_own = values().own; // the rows are still the other workload's
    showOwnValues();
}

void FormFields::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (const FormSection* section : m_sections) {
        for (FieldRow* row : section->rows())
            row->setReadOnly(readOnly);
    }
}

FieldRow* FormFields::firstProblem() const
{
    for (const FormSection* section : m_sections) {
        for (FieldRow* row : section->rows()) {
            if (row->problem() && row->applies())
                return row;
        }
    }
    return nullptr;
}

QList<QWidget*> FormFields::keyboardWidgets() const
{
    QList<QWidget*> widgets;
    for (const FormSection* section : m_sections)
        widgets += section->keyboardWidgets();
    return widgets;
}

void FormFields::refresh()
{
    for (FormSection* section : m_sections)
        section->refresh();
}

void FormFields::unfold(const FieldRow* row)
{
    m_sections[sectionOf(row->spec().name)]->unfold();
}

void FormFields::makeFieldRows()
{
    for (const ExperimentField& field : experimentFields()) {
        FieldRow* row = makeRow(field.spec);
        m_sections[sectionOf(field.spec.name)]->insertRow(row);
        m_fieldRows.push_back(row);
    }
}

FieldRow* FormFields::makeRow(const ValueSpec& spec)
{
    auto* row = new FieldRow(spec, m_prompt);
    row->setReadOnly(m_readOnly);
    connect(row, &FieldRow::stepBegins, this, &FormFields::stepBegins);
    connect(row, &FieldRow::edited, this, [this, row] { Q_EMIT edited(row); });
    return row;
}

void FormFields::makeParameterRows()
{
    for (FieldRow* row : m_parameterRows)
        m_sections[sectionOf(row->spec().name)]->removeRow(row);
    m_parameterRows.clear();
    const auto parameters = workloadInfo(chosenWorkload()).parameters;
    int position = 1; // below the workload itself
    for (const ValueSpec& spec : parameters) {
        FieldRow* row = makeRow(spec);
        const std::size_t section = sectionOf(spec.name);
        m_sections[section]->insertRow(row, section == kWorkloadSection ? position++ : -1);
        m_parameterRows.push_back(row);
    }
    field("vary_param")->setParameters(parameters);
}

// Those of the chosen workload: its rows, with its values, or with their defaults.
void FormFields::showOwnValues()
{
    const auto parameters = workloadInfo(chosenWorkload()).parameters;
    if (m_shown != chosenWorkload() || m_parameterRows.size() != parameters.size()) {
        makeParameterRows();
        m_shown = chosenWorkload();
    }
    const NamedValues& values = m_own[m_shown];
    for (FieldRow* row : ownRows()) {
        const auto value = values.find(row->spec().name);
        row->setValue(value == values.end() ? row->spec().defaultValue : value->second);
    }
}

WorkloadKind FormFields::chosenWorkload() const
{
    return fromName<WorkloadKind>(toText(field("workload")->value()))
        .value_or(WorkloadKind::Counter);
}

std::vector<FieldRow*> FormFields::ownRows() const
{
    std::vector<FieldRow*> rows = m_parameterRows;
    for (const char* name : kOwnFields)
        rows.push_back(field(name));
    return rows;
}

} // namespace interleave::ui
