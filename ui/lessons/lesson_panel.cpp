#include "ui/lessons/lesson_panel.h"

#include "ui/lessons/markdown_label.h"
#include "ui/lessons/step_page.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/text_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace interleave::ui {

namespace {

constexpr int kWidthInCharacters = 62;

} // namespace

LessonPanel::LessonPanel(QWidget* parent)
    : QWidget(parent)
    , m_title(new Heading(TextSize::Title))
    , m_introduction(new MarkdownLabel)
    , m_place(new QLabel)
    , m_stepTitle(new Heading(TextSize::Title))
    , m_back(new QPushButton(tr("Step &back")))
    , m_next(new QPushButton(tr("&Next step")))
    , m_scroll(new QScrollArea)
{
    setAccessibleName(tr("Lesson"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    makeTop(layout);
    makeSteps(layout);
}

void LessonPanel::makeTop(QVBoxLayout* layout)
{
    auto* close = new QPushButton(tr("Close the lesson"), this);
    auto* top = new QHBoxLayout;
    top->addWidget(m_back);
    top->addWidget(m_next);
    top->addStretch(1);
    top->addWidget(close);
    layout->addLayout(top);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goTo(m_step + 1); });
    connect(close, &QPushButton::clicked, this, &LessonPanel::closed);
}

void LessonPanel::makeSteps(QVBoxLayout* layout)
{
    m_introduction->setAccessibleName(tr("Introduction of the lesson"));
    connect(m_introduction, &QLabel::linkActivated, this, &LessonPanel::linkActivated);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    for (QWidget* part :
        std::initializer_list<QWidget*>{m_title, m_introduction, m_place, m_stepTitle})
        column->addWidget(part);
    column->addStretch(1);
    keepTextRoom(*content);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(m_scroll, 1);
}

void LessonPanel::open(const LessonFile& file)
{
    m_path = file.path;
    ++m_openings;
    m_folder = QString::fromStdString(file.path.parent_path().string());
    m_lesson = *file.lesson;
    m_attempts.assign(m_lesson.steps.size(), {});
    m_step = 0;
    m_title->setText(QString::fromStdString(m_lesson.title));
    m_introduction->setMarkdown(QString::fromStdString(m_lesson.introduction), m_folder);
    showStep();
}

void LessonPanel::goTo(std::size_t step)
{
    if (step >= m_attempts.size())
        return;
    m_step = step;
    showStep();
    takeFocus();
}

void LessonPanel::showStep()
{
    const LessonStep& step = m_lesson.steps.at(m_step);
    m_introduction->setVisible(m_step == 0);
    m_place->setText(
        tr("Step %1 of %2").arg(formatCount(m_step + 1), formatCount(m_lesson.steps.size())));
    m_stepTitle->setText(QString::fromStdString(step.title));
    delete m_page;
    m_page = new StepPage(step, m_folder);
    auto* column = qobject_cast<QVBoxLayout*>(m_scroll->widget()->layout());
    column->insertWidget(column->count() - 1, m_page);
    m_page->show(); // now: it is to take the focus
    connect(m_page, &StepPage::predicted, this, [this](const Given& given) {
        m_attempts.at(m_step).predicted = given;
        showAttempt();
        takeFocus();
    });
    connect(m_page, &StepPage::observed, this, [this](const Given& given) {
        m_attempts.at(m_step).observed = given;
        showAttempt();
        takeFocus();
    });
    connect(m_page, &StepPage::runWanted, this, [this] {
        m_runs = m_step;
        Q_EMIT runWanted(m_lesson.steps.at(m_step).experiment);
    });
    connect(m_page, &StepPage::linkActivated, this, &LessonPanel::linkActivated);
    m_scroll->verticalScrollBar()->setValue(0);
    showAttempt();
}

void LessonPanel::showAttempt()
{
    m_page->setAttempt(m_attempts.at(m_step));
    m_page->setBusy(m_busy);
    m_back->setEnabled(m_step > 0);
    m_next->setEnabled(m_step + 1 < m_attempts.size());
}

void LessonPanel::takeFocus()
{
    if (m_page == nullptr)
        return;
    m_page->takeFocus();
    if (beatOf(attempt()) != Beat::Explain)
        return;
    if (m_next->isEnabled())
        m_next->setFocus();
    QMetaObject::invokeMethod( // when it has its place
        this,
        [this] { m_scroll->ensureWidgetVisible(m_page->explanation()); },
        Qt::QueuedConnection);
}

// A new run is a new look: what was seen of the one before it is not seen of this one.
void LessonPanel::setRunning(bool running)
{
    StepAttempt& attempt = m_attempts.at(m_runs);
    attempt.running = running;
    if (running) {
        attempt.result.reset();
        attempt.observed.reset();
    }
    if (m_runs == m_step)
        showAttempt();
}

void LessonPanel::takeResult(std::shared_ptr<const RunResult> result)
{
    m_attempts.at(m_runs).result = std::move(result);
    setRunning(false);
}

void LessonPanel::setBusy(bool busy)
{
    m_busy = busy;
    if (m_page != nullptr)
        m_page->setBusy(busy);
}

QSize LessonPanel::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * kWidthInCharacters, QWidget::sizeHint().height()};
}

} // namespace interleave::ui
