#include "ui/views/run_page.h"

#include "ui/models/problem_sentence.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/views/arm_titles.h"
#include "ui/views/first_experiments.h"
#include "ui/views/run_events.h"
#include "ui/views/run_header.h"
#include "ui/views/tab_icons.h"
#include "ui/widgets/holder.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/show_page.h"
#include "ui/widgets/state_hint.h"
#include "ui/widgets/text_room.h"
#include "ui/widgets/worked_by_keys.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave::ui {

RunPage::RunPage(QAction* run, std::filesystem::path engineProgram, QWidget* parent)
    : QWidget(parent)
    , m_runAction(run)
    , m_engineProgram(std::move(engineProgram))
    , m_stack(new QStackedWidget(this))
    , m_hint(new StateHint)
    , m_first(new FirstExperiments)
    , m_empty(makeEmpty())
    , m_content(new QWidget)
    , m_header(new RunHeader)
    , m_tabs(new QTabWidget)
    , m_arms(new QComboBox)
    , m_time(new TimeView(this))
    , m_selection(new TaskSelection(this))
    , m_events(new TimelineModel(m_time, m_selection, this))
    , m_feed(std::make_unique<RunEvents>(m_events))
{
    makeTabs();
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(16, 8, 16, 0);
    content->setSpacing(8);
    content->addWidget(m_header);
    content->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    show(std::shared_ptr<Run>());
}

RunPage::~RunPage() = default;

QWidget* RunPage::makeEmpty()
{
    auto* empty = new QWidget;
    auto* layout = new QVBoxLayout(empty);
    layout->setSpacing(16);
    layout->addStretch();
    layout->addWidget(m_hint);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_first, 4);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addStretch();
    connect(m_first, &FirstExperiments::chosen, this, &RunPage::examplesChosen);
    return empty;
}

void RunPage::makeTabs()
{
    m_tabs->setAccessibleName(tr("Views of the run"));
    m_tabs->setDocumentMode(true);
    const ViewTools tools{.run = m_runAction,
        .events = m_events,
        .engineProgram = m_engineProgram,
        .exportTable = [this](const QString& title,
                           const TextRows& table) { Q_EMIT exportRequested(title, table); },
        .runExperiment
        = [this](const Experiment& experiment) { Q_EMIT experimentChosen(experiment); }};
    for (const RunViewKind& kind : runViews()) {
        m_views.push_back(kind.make(tools));
        keepTextRoom(*m_views.back()->widget());
        m_tabs->addTab(new Holder(m_views.back()->widget()), iconNamed(kind.icon), kind.title());
    }
    m_icons = std::make_unique<TabIcons>(m_tabs);
    m_arms->setAccessibleName(tr("Of which of those that are compared"));
    m_arms->setToolTip(tr("What this view is of"));
    m_tabs->setCornerWidget(m_arms);
    connect(m_arms, &QComboBox::activated, this, [this](int arm) {
        m_chosenArm = static_cast<std::uint32_t>(arm);
        followArm(*m_chosenArm);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &RunPage::onViewShown);
}

void RunPage::show(std::shared_ptr<Run> run)
{
    m_run = std::move(run);
    m_chosenArm.reset();
    observe();
    showTabs();
    {
        const QSignalBlocker quiet(m_arms);
        m_arms->clear();
        if (m_run)
            m_arms->addItems(armTitles(*m_run));
    }
    m_header->follow(m_run);
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (!runViews()[i].ofArm)
            m_views[i]->follow(m_run);
    }
    followArm(m_run ? m_run->lastArm() : 0);
    showLeading();
    showHint();
}

// Before the views do, so that they find their tabs.
void RunPage::observe()
{
    m_context = std::make_unique<QObject>();
    if (!m_run)
        return;
    const Run* run = m_run.get();
    connect(run, &Run::trialBegan, m_context.get(), [this](std::uint32_t arm) {
        if (!m_chosenArm && arm != m_arm)
            followArm(arm);
        showHint();
    });
    connect(run, &Run::trialEnded, m_context.get(), [this] { showTabs(); });
    connect(run, &Run::ended, m_context.get(), [this] {
        showTabs();
        showHint();
        showNewLeading();
    });
    connect(run, &Run::failed, m_context.get(), [this] { showHint(); });
}

void RunPage::followArm(std::uint32_t arm)
{
    m_arm = arm;
    m_arms->setCurrentIndex(static_cast<int>(arm));
    m_feed->follow(m_run, arm);
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (runViews()[i].ofArm)
            m_views[i]->follow(m_run, arm);
    }
    showArms();
}

void RunPage::onViewShown()
{
    showArms();
    Q_EMIT viewShown();
}

void RunPage::fitTabs()
{
    m_icons->fit(m_tabs->width() - (m_arms->isHidden() ? 0 : m_arms->sizeHint().width()));
}

void RunPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitTabs();
}

// Only where there is a choice.
void RunPage::showArms()
{
    const int view = m_tabs->currentIndex();
    const bool any = m_run && m_run->arms().size() > 1 && view >= 0
        && runViews()[static_cast<std::size_t>(view)].ofArm;
    m_tabs->setCornerWidget(any ? m_arms : nullptr); // one that is hidden would keep its room
    m_arms->setVisible(any);
    m_tabs->tabBar()->setVisible(!m_brief || !m_arms->isHidden()); // which has its place there
    fitTabs();
}

void RunPage::setBrief(bool brief)
{
    m_brief = brief;
    m_header->setBrief(brief);
    showArms();
    showLow();
}

void RunPage::setFormExperiment(const Experiment& experiment)
{
    m_header->setFormExperiment(experiment);
    for (const auto& view : m_views)
        view->setFormExperiment(experiment);
}

void RunPage::setLow(bool low)
{
    m_low = low;
    showLow();
}

void RunPage::showLow()
{
    m_header->setLow(m_low && !m_brief); // whose answer is for the back row
    for (const auto& view : m_views) {
        view->setBrief(m_brief);
        view->setLow(m_low || m_brief);
    }
}

void RunPage::showTabs()
{
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        const RunViewKind& kind = runViews()[i];
        const bool applies = m_run ? kind.applies(*m_run) : kind.leads == nullptr;
        if (applies != hasView(i)) // else Qt forgets that the tabs before are to be laid out
            m_tabs->setTabVisible(static_cast<int>(i), applies);
    }
    fitTabs();
    Q_EMIT viewsChanged();
}

bool RunPage::hasView(std::size_t view) const
{
    return m_tabs->isTabVisible(static_cast<int>(view));
}

// Else the view stays that the user looks at, where this run has it.
void RunPage::showLeading()
{
    m_leading = leadingView(m_run.get());
    const auto current = static_cast<std::size_t>(std::max(m_tabs->currentIndex(), 0));
    const bool fits = m_run && runViews()[current].applies(*m_run);
    if (m_leading)
        showView(*m_leading);
    else if (!fits)
        showView(firstView());
}

// The answer may come where nobody has looked for it.
void RunPage::showNewLeading()
{
    const auto before = std::exchange(m_leading, leadingView(m_run.get()));
    if (m_leading && m_leading != before)
        showView(*m_leading);
}

bool RunPage::isEmpty() const
{
    if (!m_run || m_run->state() == RunState::Failed)
        return !m_run || !m_run->live();
    return m_run->state() == RunState::Ended && m_run->trials().empty() && !m_run->live()
        && !m_run->hasRecordings();
}

// Instead of views that have nothing to show.
void RunPage::showHint()
{
    m_first->setVisible(!m_run);
    if (!m_run)
        m_hint->showEmpty(tr("Here you will see how busy each core gets, what each worker does, "
                             "and what the race destroys. Run the form's experiment, or begin "
                             "with one of these."),
            m_runAction);
    else if (m_run->state() == RunState::Failed)
        m_hint->showFailed(inFormsWords(m_run->problem()),
            tr("The experiment is unchanged: mend what is named above and run it again."),
            m_runAction);
    else
        m_hint->showCancelled(tr("Nothing was done until then."), m_runAction);
    showView(static_cast<std::size_t>(std::max(m_tabs->currentIndex(), 0)));
}

void RunPage::bringView(std::size_t view)
{
    const QWidget* shown = m_tabs->widget(static_cast<int>(view));
    const QWidget* focus = window()->focusWidget();
    const bool isThere = shown->isVisible() && focus != nullptr && shown->isAncestorOf(focus);
    showView(view);
    if (!isThere)
        takeFocus();
}

void RunPage::selectWorker(unsigned worker)
{
    m_selection->select({.workers = {worker}});
}

void RunPage::takeFocus()
{
    const int view = m_tabs->currentIndex();
    QWidget* worked = m_content->isVisible() && view >= 0
        ? workedByKeys(*m_views[static_cast<std::size_t>(view)]->widget())
        : nullptr;
    (worked != nullptr ? worked : this)->setFocus(Qt::ShortcutFocusReason);
}

bool RunPage::clearSelection()
{
    const int view = m_tabs->currentIndex();
    return m_tabs->isVisible() && view >= 0
        && m_views[static_cast<std::size_t>(view)]->clearSelection();
}

void RunPage::showView(const QString& title)
{
    for (std::size_t i = 0; i < runViews().size(); ++i) {
        if (runViews()[i].title() == title)
            showView(i);
    }
}

void RunPage::showView(std::size_t view)
{
    if (!m_tabs->isTabVisible(static_cast<int>(view)))
        return;
    m_tabs->setCurrentIndex(static_cast<int>(view));
    const bool hasTheAnswer = runViews()[view].leads != nullptr || view == firstView();
    showPage(m_stack, isEmpty() && hasTheAnswer ? m_empty : m_content);
}

} // namespace interleave::ui
