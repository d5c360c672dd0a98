#include "ui/config/experiment_form.h"

#include "core/base/machine.h"
#include "core/model/waiting_line.h"
#include "ui/config/field_text.h"
#include "ui/widgets/format.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QStringBuilder>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kWidth = 290;
constexpr int kMargin = 12;
constexpr int kTitleWidth = 104;

bool waitsInLine(const Experiment& experiment)
{
    const std::int64_t cores = usableCores();
    const std::int64_t workers = experiment.varyWorkers.empty()
        ? experiment.workers.value_or(cores)
        : std::ranges::max(experiment.varyWorkers);
    return std::ranges::any_of(primitivesOf(experiment),
        [&](Primitive primitive) { return !lineRemark(primitive, workers, cores).empty(); });
}

FieldRow* rowOf(const std::vector<FieldRow*>& rows, std::string_view name)
{
    const auto found = std::find_if(
        rows.begin(), rows.end(), [&](const FieldRow* row) { return row->spec().name == name; });
    return found == rows.end() ? nullptr : *found;
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

ExperimentForm::ExperimentForm(QWidget* parent, FolderPrompt prompt)
    : QWidget(parent)
    , m_prompt(std::move(prompt))
    , m_scroll(new QScrollArea(this))
{
    setAccessibleName(tr("Experiment"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    makeSections();
    makeFieldRows();
    replaceParameterRows();
    refresh();
}

Experiment ExperimentForm::experiment() const
{
    Experiment experiment;
    const auto fields = experimentFields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (m_fieldRows[i]->isAllowed())
            fields[i].write(experiment, m_fieldRows[i]->value());
    }
    for (const FieldRow* row : m_parameterRows) {
        if (row->isAllowed() && row->value() != row->spec().defaultValue)
            experiment.params.emplace(row->spec().name, row->value());
    }
    return experiment;
}

void ExperimentForm::setExperiment(const Experiment& experiment)
{
    const auto fields = experimentFields();
    for (std::size_t i = 0; i < fields.size(); ++i)
        m_fieldRows[i]->setValue(fields[i].read(experiment));
    m_remembered = experiment.params;
    replaceParameterRows();
    refresh();
    Q_EMIT experimentChanged();
}

QString ExperimentForm::firstProblem() const
{
    const FieldRow* row = firstProblemRow();
    return row == nullptr ? QString()
                          : titleOf(row->spec()) % QStringLiteral(": ") % *row->problem();
}

void ExperimentForm::focusFirstProblem()
{
    FieldRow* row = firstProblemRow();
    if (row == nullptr)
        return;
    m_sections[sectionOf(row->spec())]->unfold();
    m_scroll->ensureWidgetVisible(row);
    row->keyboardWidgets().constFirst()->setFocus(Qt::OtherFocusReason);
}

void ExperimentForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (const FormSection* section : m_sections) {
        for (FieldRow* row : section->rows())
            row->setReadOnly(readOnly);
    }
}

QSize ExperimentForm::sizeHint() const
{
    return {kWidth, m_scroll->widget()->sizeHint().height()};
}

void ExperimentForm::makeSections()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(16);
    const std::array<QString, SectionCount> titles{
        tr("Workload"), tr("Workers"), tr("Shared state"), tr("Trials"), tr("More")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        auto* section = new FormSection(
            titles[i], i == MoreSection ? Folding::Folded : Folding::Never, content);
        layout->addWidget(section);
        m_sections.push_back(section);
    }
    layout->addStretch();
    m_scroll->setWidget(content);
}

void ExperimentForm::makeFieldRows()
{
    for (const ExperimentField& field : experimentFields()) {
        FieldRow* row = makeRow(field.spec);
        m_sections[sectionOf(field.spec)]->insertRow(row);
        m_fieldRows.push_back(row);
    }
}

FieldRow* ExperimentForm::makeRow(const ValueSpec& spec)
{
    auto* row = new FieldRow(spec, m_prompt);
    row->setTitleWidth(kTitleWidth);
    row->setReadOnly(m_readOnly);
    connect(row, &FieldRow::edited, this, [this, row] { onEdited(row); });
    return row;
}

// A single choice is no decision: it is folded away until there is a second one.
ExperimentForm::SectionName ExperimentForm::sectionOf(const ValueSpec& spec)
{
    if (spec.type == ValueType::Choice && spec.choices.size() < 2)
        return MoreSection;
    if (isOneOf(spec.name,
            {"workers", "executor", "all_at_once", "start_method", "schedule", "chunk", "pin"}))
        return WorkersSection;
    if (isOneOf(spec.name, {"sync", "permits", "evidence", "delay_ns"}))
        return SharedSection;
    if (isOneOf(spec.name,
            {"compare",
                "vary_workers",
                "probe",
                "trials",
                "timeout",
                "on_error",
                "inject",
                "seed"}))
        return TrialsSection;
    const bool known = findField(spec.name) == nullptr || isOneOf(spec.name, {"workload", "tasks"});
    return known ? WorkloadSection : MoreSection;
}

WorkloadKind ExperimentForm::workload() const
{
    return fromName<WorkloadKind>(toText(rowOf(m_fieldRows, "workload")->value()))
        .value_or(WorkloadKind::Counter);
}

void ExperimentForm::replaceParameterRows()
{
    qDeleteAll(m_parameterRows);
    m_parameterRows.clear();
    int position = 1; // below the workload itself
    for (const ValueSpec& spec : workloadInfo(workload()).parameters) {
        FieldRow* row = makeRow(spec);
        const auto remembered = m_remembered.find(spec.name);
        if (remembered != m_remembered.end())
            row->setValue(remembered->second);
        const SectionName section = sectionOf(spec);
        m_sections[section]->insertRow(row, section == WorkloadSection ? position++ : -1);
        m_parameterRows.push_back(row);
    }
    for (FormSection* section : m_sections)
        section->setVisible(!section->rows().isEmpty());
    updateTabOrder();
}

void ExperimentForm::rememberParameters()
{
    for (const FieldRow* row : m_parameterRows)
        m_remembered.insert_or_assign(std::string(row->spec().name), row->value());
}

void ExperimentForm::onEdited(const FieldRow* row)
{
    if (row->spec().name == "workload") {
        rememberParameters();
        replaceParameterRows();
    }
    refresh();
    Q_EMIT experimentChanged();
}

void ExperimentForm::refresh()
{
    updateConflicts();
    updateNotes();
    updateVisibility();
    const bool valid = firstProblemRow() == nullptr;
    if (valid == m_valid)
        return;
    m_valid = valid;
    Q_EMIT validityChanged(valid);
}

void ExperimentForm::updateNotes()
{
    const Experiment now = experiment();
    for (const FormSection* section : m_sections) {
        for (FieldRow* row : section->rows())
            row->setNote(NoteKind::Hint, automaticTextOf(row->spec(), now));
    }
    const bool unguarded = now.sync == Primitive::None;
    rowOf(m_fieldRows, "sync")
        ->setNote(unguarded ? NoteKind::Warning : NoteKind::Hint,
            unguarded ? tr("updates may be lost") : tr("updates are guarded"));
    if (waitsInLine(now))
        rowOf(m_fieldRows, now.compare.empty() ? "sync" : "compare")
            ->setNote(NoteKind::Warning,
                tr("first come, first served: slow with more workers than the %1 usable cores")
                    .arg(formatCount(usableCores())));
}

// What the fields are together; each problem stands under the field that it names.
void ExperimentForm::updateConflicts()
{
    const std::vector<ExperimentProblem> problems = findProblems(experiment());
    for (FieldRow* row : m_fieldRows) {
        const auto found = std::find_if(problems.begin(),
            problems.end(),
            [&](const ExperimentProblem& problem) { return problem.field == row->spec().name; });
        row->setConflict(
            found == problems.end() ? std::nullopt : std::optional(sentenceOf(*found)));
    }
}

// A field that makes no difference is not there.
void ExperimentForm::updateVisibility()
{
    const Experiment now = experiment();
    const auto fields = experimentFields();
    for (std::size_t i = 0; i < fields.size(); ++i)
        m_fieldRows[i]->setApplies(fields[i].applies == nullptr || fields[i].applies(now));
}

void ExperimentForm::updateTabOrder()
{
    QWidget* previous = nullptr;
    for (const FormSection* section : m_sections) {
        for (QWidget* next : section->keyboardWidgets()) {
            if (previous != nullptr)
                setTabOrder(previous, next);
            previous = next;
        }
    }
}

FieldRow* ExperimentForm::firstProblemRow() const
{
    for (const FormSection* section : m_sections) {
        for (FieldRow* row : section->rows()) {
            if (row->problem() && row->applies())
                return row;
        }
    }
    return nullptr;
}

} // namespace interleave::ui
