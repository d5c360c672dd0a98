#include "ui/window_centre.h"

#include "ui/compare/primitive_page.h"
#include "ui/config/experiment_form.h"
#include "ui/history/history_page.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/run/run_list.h"
#include "ui/views/run_page.h"
#include "ui/views/run_strip.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/passing_word.h"
#include "ui/widgets/progress_footer.h"
#include "ui/widgets/show_page.h"
#include "ui/widgets/yielding_area.h"
#include "ui/window_zoom.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr int kUsualWidth = 1280; // of the window

QVBoxLayout* closeLayout(QWidget* widget)
{
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

WindowCentre::WindowCentre(
    RunList* runs, QAction* run, const std::filesystem::path& engineProgram, QWidget* parent)
    : QWidget(parent)
    , m_lesson(new LessonPanel)
    , m_form(new ExperimentForm)
    , m_strip(new RunStrip(runs))
    , m_page(new RunPage(run, engineProgram))
    , m_primitives(new PrimitivePage)
    , m_history(new HistoryPage(run))
    , m_shown(new QStackedWidget)
    , m_footer(new ProgressFooter)
{
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_form);
    split->addWidget(makeResults());
    split->setChildrenCollapsible(false);
    split->setStretchFactor(1, 1);
    const int formWidth = m_form->sizeHint().width();
    split->setSizes({formWidth, kUsualWidth - formWidth});
    auto* lessonSplit = new QSplitter(Qt::Horizontal);
    lessonSplit->addWidget(m_lesson);
    lessonSplit->addWidget(split);
    lessonSplit->setChildrenCollapsible(false);
    lessonSplit->setStretchFactor(1, 1);
    m_lesson->hide();
    QVBoxLayout* layout = closeLayout(this);
    layout->addWidget(lessonSplit, 1);
    layout->addWidget(m_footer);
    connect(m_primitives, &PrimitivePage::backRequested, this, &WindowCentre::showRun);
    connect(m_history, &HistoryPage::backRequested, this, &WindowCentre::showRun);
}

QWidget* WindowCentre::makeResults()
{
    m_shown->addWidget(m_page);
    m_shown->addWidget(m_primitives);
    m_shown->addWidget(m_history);
    showRun();
    auto* results = new QWidget;
    QVBoxLayout* layout = closeLayout(results);
    layout->addWidget(m_strip);
    layout->addWidget(m_shown, 1);
    return new YieldingArea(results);
}

void WindowCentre::showRun()
{
    showPage(m_shown, m_page);
}

void WindowCentre::showPrimitives()
{
    showPage(m_shown, m_primitives);
    m_primitives->setFocus();
}

void WindowCentre::showHistory()
{
    showPage(m_shown, m_history);
    m_history->setFocus();
}

void WindowCentre::showLesson(bool shown)
{
    if (shown && m_lesson->isHidden())
        m_formGaveWay = !m_form->isHidden();
    m_lesson->setVisible(shown);
    if (shown)
        m_form->hide();
    else if (m_formGaveWay)
        m_form->show();
}

bool WindowCentre::clearSelection()
{
    return m_page->isVisible() ? m_page->clearSelection() : clearTables(*m_shown);
}

void WindowCentre::followPresentations(WindowZoom* zoom)
{
    zoom->hideInPresentation(m_lesson);
    zoom->hideInPresentation(m_form);
    zoom->hideInPresentation(m_footer);
    connect(zoom, &WindowZoom::presentingChanged, this, &WindowCentre::setPresenting);
    connect(zoom,
        &WindowZoom::presentingChanged,
        this,
        [word = new PassingWord(window())](bool presenting) {
            word->setAccessibleName(tr("How a presentation ends"));
            word->say(presenting ? tr("Esc or F11 ends the presentation") : QString());
        });
    connect(m_page, &RunPage::viewShown, zoom, &WindowZoom::fitPresentation);
}

void WindowCentre::setPresenting(bool presenting)
{
    m_page->setBrief(presenting);
    m_strip->setFolded(presenting);
    // What had the focus may be hidden.
    if (presenting && !m_page->isAncestorOf(window()->focusWidget()))
        m_page->takeFocus();
}

} // namespace interleave::ui
