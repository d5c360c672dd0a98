#include "ui/config/experiment_form.h"

#include "core/model/applicability.h"
#include "core/model/image_parameters.h"
#include "core/workload/image/image_settings.h"
#include "ui/config/field_text.h"
#include "ui/config/form_checks.h"
#include "ui/config/form_sections.h"
#include "ui/models/trials_of_each.h"
#include "ui/widgets/format.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

constexpr int kMargin = 12;
constexpr int kLetters = 52; // the usual width
constexpr int kFewestLetters = 28;
constexpr const char* kTasks = "tasks";
// Beside its parameters: as many tasks as fit the workload, and what it compares of its own.
constexpr std::array kOwnFields{kTasks, "vary_param"};

bool isKeyOf(const QAction& action, const QEvent& event)
{
    if (event.type() != QEvent::ShortcutOverride && event.type() != QEvent::KeyPress)
        return false;
    const auto& key = static_cast<const QKeyEvent&>(event);
    return action.shortcuts().contains(QKeySequence(key.keyCombination()));
}

} // namespace

ExperimentForm::ExperimentForm(QWidget* parent, FolderPrompt prompt)
    : QWidget(parent)
    , m_prompt(std::move(prompt))
    , m_scroll(new QScrollArea(this))
    , m_folders(new FolderLook(this))
    , m_history(new FormHistory(
          [this](const FormValues& values, const QString& field) { showStep(values, field); },
          this))
{
    setAccessibleName(tr("Experiment"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    connect(m_folders, &FolderLook::reported, this, &ExperimentForm::showState);
    connect(qApp, &QApplication::focusChanged, m_history, &FormHistory::endStep);
    makeContent();
    makeFieldRows();
    makeEditActions();
    showOwnValues();
    refresh();
    m_history->begin(values());
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
        if (row->isAllowed() && !row->isDefault())
            experiment.params.emplace(row->spec().name, row->value());
    }
    return experiment;
}

void ExperimentForm::setExperiment(const Experiment& experiment)
{
    FormValues next = values();
    for (const ExperimentField& field : experimentFields())
        next.fields.insert_or_assign(std::string(field.spec.name), field.read(experiment));
    NamedValues& own = next.own[experiment.workload];
    own = experiment.params;
    for (const char* field : kOwnFields)
        own.insert_or_assign(field, findField(field)->read(experiment));
    setValues(next);
    m_history->endStep();
    m_history->add({}, tr("the whole experiment"), values());
    Q_EMIT experimentChanged();
}

void ExperimentForm::beginWith(const Experiment& experiment)
{
    setExperiment(experiment);
    m_history->begin(values());
}

void ExperimentForm::setParameter(
    WorkloadKind workload, std::string_view name, const FieldValue& value)
{
    FormValues next = values();
    next.fields.insert_or_assign("workload", std::string(nameOf(workload)));
    next.own[workload].insert_or_assign(std::string(name), value);
    m_history->endStep();
    showStep(next, QString::fromStdString(std::string(name)));
    m_history->add({}, titleOf(*findParameter(workload, name)), values());
}

void ExperimentForm::resetToDefaults()
{
    FormValues next = values();
    for (const ExperimentField& field : experimentFields()) {
        if (field.spec.name != "workload")
            next.fields.insert_or_assign(std::string(field.spec.name), field.spec.defaultValue);
    }
    next.own.erase(m_shown);
    setValues(next);
    m_history->endStep();
    m_history->add({}, tr("all to their defaults"), values());
    Q_EMIT experimentChanged();
}

void ExperimentForm::resetFocusedField()
{
    for (QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
        if (auto* row = qobject_cast<FieldRow*>(at); row != nullptr && isAncestorOf(row))
            return row->resetToDefault();
    }
}

QString ExperimentForm::firstProblem() const
{
    const FieldRow* row = firstProblemRow();
    return row == nullptr ? QString() : tr("%1: %2").arg(titleOf(row->spec()), *row->problem());
}

void ExperimentForm::focusFirstProblem()
{
    FieldRow* row = firstProblemRow();
    if (row == nullptr)
        return;
    reveal(row);
    if (row->isAncestorOf(QApplication::focusWidget()))
        return; // who is there stays in the part that is wrong
    row->keyboardWidgets().constFirst()->setFocus(Qt::OtherFocusReason);
}

void ExperimentForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (const FormSection* section : m_sections) {
        for (FieldRow* row : section->rows())
            row->setReadOnly(readOnly);
    }
    m_history->setReadOnly(readOnly);
    for (QAction* action : m_editActions) {
        if (action != m_history->undoAction() && action != m_history->redoAction())
            action->setEnabled(!readOnly);
    }
}

QSize ExperimentForm::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * kLetters, m_scroll->widget()->sizeHint().height()};
}

QSize ExperimentForm::minimumSizeHint() const
{
    const int rows = m_scroll->widget()->minimumSizeHint().width()
        + m_scroll->verticalScrollBar()->sizeHint().width();
    return {std::max(rows, fontMetrics().averageCharWidth() * kFewestLetters),
        QWidget::minimumSizeHint().height()};
}

// Undo is the form's, not the single field's: a field knows only what was typed into it last.
bool ExperimentForm::eventFilter(QObject* watched, QEvent* event)
{
    if (!isKeyOf(*m_history->undoAction(), *event) && !isKeyOf(*m_history->redoAction(), *event))
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

// The width follows the font. And other programs may have done something to the folders meanwhile.
void ExperimentForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    if (event->type() != QEvent::ActivationChange || !isActiveWindow())
        return;
    m_folders->forget();
    refresh();
}

void ExperimentForm::makeContent()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kMargin);
    m_sections = makeFormSections(content);
    m_scroll->setWidget(content);
}

void ExperimentForm::makeFieldRows()
{
    for (const ExperimentField& field : experimentFields()) {
        FieldRow* row = makeRow(field.spec);
        m_sections[sectionOf(field.spec.name)]->insertRow(row);
        m_fieldRows.push_back(row);
    }
}

void ExperimentForm::makeEditActions()
{
    auto* one = new QAction(tr("Field to its &default"), this);
    one->setShortcut(tr("Ctrl+D"));
    connect(one, &QAction::triggered, this, &ExperimentForm::resetFocusedField);
    auto* all = new QAction(tr("&All fields to their defaults"), this);
    all->setShortcut(tr("Ctrl+Shift+D"));
    connect(all, &QAction::triggered, this, &ExperimentForm::resetToDefaults);
    m_editActions = {m_history->undoAction(), m_history->redoAction(), one, all};
    auto* button = new QToolButton(m_scroll->widget());
    button->setDefaultAction(all);
    button->setAutoRaise(true);
    auto* content = qobject_cast<QVBoxLayout*>(m_scroll->widget()->layout());
    content->addWidget(button);
    content->addStretch();
}

FieldRow* ExperimentForm::makeRow(const ValueSpec& spec)
{
    auto* row = new FieldRow(spec, m_prompt);
    row->setReadOnly(m_readOnly);
    connect(row, &FieldRow::stepBegins, m_history, &FormHistory::endStep);
    connect(row, &FieldRow::edited, this, [this, row] { onEdited(row); });
    return row;
}

WorkloadKind ExperimentForm::chosenWorkload() const
{
    return fromName<WorkloadKind>(toText(rowOf(m_fieldRows, "workload")->value()))
        .value_or(WorkloadKind::Counter);
}

std::vector<FieldRow*> ExperimentForm::ownRows() const
{
    std::vector<FieldRow*> rows = m_parameterRows;
    for (const char* field : kOwnFields)
        rows.push_back(rowOf(m_fieldRows, field));
    return rows;
}

// Those of the chosen workload: its rows, with its values, or with their defaults.
void ExperimentForm::showOwnValues()
{
    const auto parameters = workloadInfo(chosenWorkload()).parameters;
    if (m_shown != chosenWorkload() || m_parameterRows.size() != parameters.size()) {
        qDeleteAll(m_parameterRows);
        m_parameterRows.clear();
        int position = 1; // below the workload itself
        for (const ValueSpec& spec : parameters) {
            FieldRow* row = makeRow(spec);
            const std::size_t section = sectionOf(spec.name);
            m_sections[section]->insertRow(row, section == kWorkloadSection ? position++ : -1);
            m_parameterRows.push_back(row);
        }
        rowOf(m_fieldRows, "vary_param")->setParameters(parameters);
        m_shown = chosenWorkload();
        updateTabOrder();
    }
    const NamedValues& values = m_own[m_shown];
    for (FieldRow* row : ownRows()) {
        const auto value = values.find(row->spec().name);
        row->setValue(value == values.end() ? row->spec().defaultValue : value->second);
    }
}

FormValues ExperimentForm::values() const
{
    FormValues values{.own = m_own};
    for (const FieldRow* row : m_fieldRows)
        values.fields.emplace(row->spec().name, row->value());
    NamedValues& own = values.own[m_shown];
    for (const FieldRow* row : ownRows())
        own.insert_or_assign(std::string(row->spec().name), row->value());
    return values;
}

void ExperimentForm::setValues(const FormValues& values)
{
    for (FieldRow* row : m_fieldRows)
        row->setValue(values.fields.find(row->spec().name)->second);
    m_own = values.own;
    showOwnValues();
    refresh();
}

void ExperimentForm::showStep(const FormValues& values, const QString& field)
{
    setValues(values);
    updateTabOrder();
    for (const FormSection* section : m_sections) {
        for (FieldRow* row : section->rows()) {
            if (row->objectName() == field && row->applies())
                reveal(row);
        }
    }
    Q_EMIT experimentChanged();
}

void ExperimentForm::onEdited(const FieldRow* row)
{
    if (m_shown != chosenWorkload()) {
        m_own = values().own; // the rows are still the other workload's
        showOwnValues();
    }
    raiseTrials();
    refresh();
    updateTabOrder(); // a list may have grown
    m_history->add(row->objectName(), titleOf(row->spec()), values());
    Q_EMIT experimentChanged();
}

// What begins to compare does so with more than one trial of each. Who wants one says so after it.
void ExperimentForm::raiseTrials()
{
    const Experiment now = experiment();
    if (comparesSeveral(now) && !m_compares && now.trials == 1)
        rowOf(m_fieldRows, "trials")->setValue(kTrialsOfEach);
}

void ExperimentForm::refresh()
{
    updateFolders();
    showState();
}

void ExperimentForm::showState()
{
    const Experiment now = experiment();
    m_compares = comparesSeveral(now);
    const FormRows rows{m_fieldRows, m_parameterRows};
    showWhatApplies(rows, now);
    showConflicts(rows, now, m_folders->report());
    showNotes(rows, now, m_folders->report());
    for (FormSection* section : m_sections)
        section->refresh();
    const bool valid = firstProblemRow() == nullptr;
    if (valid == m_valid)
        return;
    m_valid = valid;
    Q_EMIT validityChanged(valid);
}

void ExperimentForm::updateFolders()
{
    const Experiment now = experiment();
    if (now.workload == WorkloadKind::ImageFilter)
        m_folders->lookAt(pictureSearchOf(now), resultPlaceOf(now));
    else
        m_folders->lookAt({}, {});
}

// Of all that take the keyboard now, and each leaves undo and redo to the form.
void ExperimentForm::updateTabOrder()
{
    QWidget* previous = nullptr;
    for (const FormSection* section : m_sections) {
        for (QWidget* next : section->keyboardWidgets()) {
            if (previous != nullptr)
                setTabOrder(previous, next);
            previous = next;
            next->installEventFilter(this);
        }
    }
}

void ExperimentForm::reveal(FieldRow* row)
{
    if (!row->isVisibleTo(this))
        m_sections[sectionOf(row->spec().name)]->unfold();
    m_scroll->ensureWidgetVisible(row);
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
