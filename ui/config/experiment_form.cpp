#include "ui/config/experiment_form.h"

#include "core/model/applicability.h"
#include "core/model/python_executor.h"
#include "ui/config/field_text.h"
#include "ui/config/form_checks.h"
#include "ui/config/form_sections.h"
#include "ui/models/trials_of_each.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kMargin = 12;
constexpr int kLetters = 52; // the usual width
constexpr int kFewestLetters = 28;

bool isKeyOf(const QAction& action, const QEvent& event)
{
    if (event.type() != QEvent::ShortcutOverride && event.type() != QEvent::KeyPress)
        return false;
    const auto& key = static_cast<const QKeyEvent&>(event);
    return action.shortcuts().contains(QKeySequence(key.keyCombination()));
}

} // namespace

ExperimentForm::ExperimentForm(QWidget* parent, PlacePrompt prompt)
    : QWidget(parent)
    , m_scroll(new QScrollArea(this))
    , m_fields(makeFields(std::move(prompt)))
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
    connect(m_fields, &FormFields::edited, this, &ExperimentForm::onEdited);
    connect(m_fields, &FormFields::stepBegins, m_history, &FormHistory::endStep);
    connect(m_folders, &FolderLook::reported, this, &ExperimentForm::showState);
    connect(qApp, &QApplication::focusChanged, m_history, &FormHistory::endStep);
    makeEditActions();
    updateTabOrder();
    refresh();
    m_history->begin(m_fields->values());
}

Experiment ExperimentForm::experiment() const
{
    return m_fields->experiment();
}

void ExperimentForm::setExperiment(const Experiment& experiment)
{
    setValues(m_fields->valuesWith(experiment));
    m_history->endStep();
    m_history->add({}, tr("the whole experiment"), m_fields->values());
    Q_EMIT filled(experiment);
    Q_EMIT experimentChanged();
}

void ExperimentForm::beginWith(const Experiment& experiment)
{
    setExperiment(experiment);
    m_history->begin(m_fields->values());
}

void ExperimentForm::setParameter(
    WorkloadKind workload, std::string_view name, const FieldValue& value)
{
    FormValues next = m_fields->values();
    next.fields.insert_or_assign("workload", std::string(nameOf(workload)));
    next.own[workload].insert_or_assign(std::string(name), value);
    m_history->endStep();
    showStep(next, QString::fromStdString(std::string(name)));
    m_history->add({}, titleOf(*findParameter(workload, name)), m_fields->values());
}

void ExperimentForm::resetToDefaults()
{
    setValues(m_fields->defaultValues());
    m_history->endStep();
    m_history->add({}, tr("all to their defaults"), m_fields->values());
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
    const FieldRow* row = m_fields->firstProblem();
    return row == nullptr ? QString() : tr("%1: %2").arg(titleOf(row->spec()), *row->problem());
}

void ExperimentForm::focusFirstProblem()
{
    FieldRow* row = m_fields->firstProblem();
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
    m_fields->setReadOnly(readOnly);
    m_history->setReadOnly(readOnly);
    if (readOnly)
        m_folders->giveUp(); // the run has the cores, and is measured
    else
        refresh();
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

// Other programs may have done something to the folders while theirs was the window that was used.
bool ExperimentForm::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate)
        lookAgain();
    return QWidget::event(event);
}

// The width follows the font.
void ExperimentForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

FormFields* ExperimentForm::makeFields(PlacePrompt prompt)
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kMargin);
    auto* fields = new FormFields(makeFormSections(content), std::move(prompt), this);
    m_scroll->setWidget(content);
    return fields;
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

void ExperimentForm::setValues(const FormValues& values)
{
    m_fields->setValues(values);
    m_raised = false;
    m_executorBefore.reset();
    refresh();
    updateTabOrder();
}

void ExperimentForm::showStep(const FormValues& values, const QString& field)
{
    setValues(values);
    const auto [fields, parameters] = m_fields->rows();
    for (const auto* rows : {&fields, &parameters}) {
        FieldRow* row = rowOf(*rows, field.toStdString());
        if (row != nullptr && row->applies())
            reveal(row);
    }
    Q_EMIT experimentChanged();
}

void ExperimentForm::onEdited(const FieldRow* row)
{
    m_fields->followWorkload();
    m_raised = m_raised && row->spec().name != "trials";
    if (row->spec().name == "executor")
        m_executorBefore.reset();
    raiseTrials();
    chooseExecutor();
    refresh();
    updateTabOrder(); // a list may have grown
    m_history->add(row->objectName(), titleOf(row->spec()), m_fields->values());
    Q_EMIT experimentChanged();
}

// What begins to compare does so with more than one trial of each, and what no longer does, as
// another workload, gives back what nobody has asked for. Who wants one says so after it.
void ExperimentForm::raiseTrials()
{
    const Experiment now = experiment();
    const bool compares = comparesSeveral(now);
    FieldRow* trials = m_fields->field("trials");
    if (compares && !m_compares && now.trials == 1) {
        trials->setValue(kTrialsOfEach);
        m_raised = true;
    } else if (!compares && std::exchange(m_raised, false) && now.trials == kTrialsOfEach) {
        trials->setValue(std::int64_t{1});
    }
}

// A workload of Python's gets an executor of Python's; another one gets its own back.
void ExperimentForm::chooseExecutor()
{
    const Experiment now = experiment();
    FieldRow* executor = m_fields->field("executor");
    if (needsPython(now.workload) && !isPython(now.executor)) {
        m_executorBefore = std::string(nameOf(now.executor));
        executor->setValue(std::string(nameOf(ExecutorKind::PythonPool)));
    } else if (!needsPython(now.workload) && m_executorBefore) {
        executor->setValue(*std::exchange(m_executorBefore, std::nullopt));
    }
}

void ExperimentForm::refresh()
{
    lookAtFolders();
    showState();
}

void ExperimentForm::showState()
{
    const Experiment now = experiment();
    m_compares = comparesSeveral(now);
    const FormRows rows = m_fields->rows();
    showWhatApplies(rows, now);
    showConflicts(rows, now, *m_folders);
    showNotes(rows, now, *m_folders);
    m_fields->refresh();
    const bool valid = m_fields->firstProblem() == nullptr;
    if (valid == m_valid)
        return;
    m_valid = valid;
    Q_EMIT validityChanged(valid);
}

void ExperimentForm::lookAtFolders()
{
    const Experiment now = experiment();
    const bool hasFolders = !m_readOnly && now.workload == WorkloadKind::ImageFilter;
    m_folders->lookAt(hasFolders ? &now : nullptr);
}

// What is in the folders may be something else now. While a run goes on nobody needs to know.
void ExperimentForm::lookAgain()
{
    if (m_readOnly)
        return;
    m_folders->forget();
    refresh();
}

bool ExperimentForm::finishLooking()
{
    const Experiment asked = experiment();
    if (!m_folders->isFresh())
        lookAgain();
    m_folders->finish();
    return experiment() == asked;
}

// Of all that take the keyboard now, and each leaves undo and redo to the form.
void ExperimentForm::updateTabOrder()
{
    QWidget* previous = nullptr;
    for (QWidget* next : m_fields->keyboardWidgets()) {
        if (previous != nullptr)
            setTabOrder(previous, next);
        previous = next;
        next->installEventFilter(this);
    }
}

void ExperimentForm::reveal(FieldRow* row)
{
    if (!row->isVisibleTo(this))
        m_fields->unfold(row);
    m_scroll->ensureWidgetVisible(row);
}

} // namespace interleave::ui
