#include "ui/compare/comparison_view.h"

#include "core/model/run_verdict.h"
#include "ui/compare/comparison_column.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/arm_trials.h"
#include "ui/models/run_story.h"
#include "ui/widgets/application_font.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/note_label.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace interleave::ui {

namespace {

constexpr double kShortestAxis = 0.1; // seconds
constexpr int kAround = 8;
constexpr int kTightAround = 2;
constexpr int kLettersBeside = 84; // across two columns that can be read

struct Side
{
    QString title;
    double ns; // 0: not known
    QString whyNone;
    std::vector<double> each{}; // of several trials
};

QString timeText(const Side& side)
{
    if (side.ns > 0)
        return formatDuration(side.ns);
    return side.whyNone.isEmpty() ? QStringLiteral("–") : side.whyNone;
}

// The wall times as a pair of bars, with what the longer one takes more between them, unless one
// will never have an end.
std::vector<BarRow> wallTimeRows(const Side& a, const Side& b, const QString& ratio)
{
    BarRow ofA{.label = a.title,
        .segments = {{.length = a.ns, .meaning = Meaning::Working}},
        .value = timeText(a),
        .each = a.each};
    BarRow ofB{.label = b.title,
        .segments = {{.length = b.ns, .meaning = Meaning::RunB, .style = BarStyle::Outlined}},
        .value = timeText(b),
        .each = b.each};
    if (!a.whyNone.isEmpty() || !b.whyNone.isEmpty())
        return {ofA, ofB};
    BarRow between{.label = {},
        .segments = {{.length = std::abs(b.ns - a.ns), .style = BarStyle::Bracket}},
        .value = ratio,
        .start = std::min(a.ns, b.ns)};
    if (ratio.isEmpty())
        between.segments.clear();
    return {ofA, between, ofB};
}

// Of trials that came to no end a time would be one at which they were stopped.
QString whyNoTime(const RunResult& run)
{
    if (completeTrials(run) > 0)
        return {};
    return std::ranges::any_of(run.trials, isDeadlocked) ? ComparisonView::tr("did not end")
                                                         : ComparisonView::tr("cut short");
}

std::vector<double> wallsOfTrials(const std::optional<RunResult>& run)
{
    if (!run || completeTrials(*run) < 2)
        return {};
    return wallsOfArm(*run, mainArm(*run));
}

} // namespace

ComparisonView::ComparisonView(QWidget* parent)
    : QWidget(parent)
    , m_wallTimes(new BarRows(tr("Wall time of both runs"), this))
    , m_columns{new ComparisonColumn(Meaning::Working, this),
          new ComparisonColumn(Meaning::RunB, this)}
    , m_sides(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_table(new TableButton(tr("Comparison of two runs"), [this] { return numbers(); }))
    , m_note(new NoteLabel(this))
    , m_axis(kShortestAxis)
    , m_wallAxis(kShortestAxis * 1e9)
{
    setAccessibleName(tr("Comparison of two runs"));
    m_note->setAccessibleName(tr("Of which trials this is"));
    followApplicationFont(
        *m_wallTimes, [](const QFont& font) { return scaledFont(font, TextSize::Title); });
    m_sides->setSpacing(16);
    for (ComparisonColumn* column : m_columns) {
        m_sides->addWidget(column, 1);
        connect(column, &ComparisonColumn::answerResized, this, &ComparisonView::alignAnswers);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // the columns fold
    layout->setContentsMargins(kAround, kAround, kAround, kAround);
    m_table->setToolTip(tr("What the bars of both runs show, as numbers to be read and copied"));
    layout->addWidget(
        titleWithTable(new Heading(TextSize::Title, tr("How long did it take?")), m_table, this));
    layout->addWidget(m_wallTimes, 1);
    layout->addWidget(m_note);
    layout->addLayout(m_sides, 5);
    start(tr("first"), tr("second"), true);
}

void ComparisonView::start(const QString& titleA, const QString& titleB, bool ofUpdates)
{
    m_ofUpdates = ofUpdates;
    m_axis.reset();
    m_wallAxis.reset();
    m_wallNs = {};
    m_whyNoTime = {};
    m_unseen = {};
    m_ratio.clear();
    m_titles = {titleA, titleB};
    m_columns[0]->setTitle(tr("A  %1").arg(titleA));
    m_columns[1]->setTitle(tr("B  %1").arg(titleB));
    for (ComparisonColumn* column : m_columns)
        column->showNothing(tr("not begun"));
    showWallTimes();
    shareScales();
}

void ComparisonView::setLow(bool low)
{
    m_low = low;
    const int above = low ? kTightAround : kAround;
    layout()->setContentsMargins(kAround, above, kAround, above);
    for (ComparisonColumn* column : m_columns)
        column->setLow(low);
    showNote();
}

void ComparisonView::setBrief(bool brief)
{
    m_brief = brief;
    m_table->setVisible(!brief);
    for (ComparisonColumn* column : m_columns)
        column->setBrief(brief);
    fold();
}

void ComparisonView::setRunning(std::size_t arm, const LiveSnapshot& live)
{
    if (!isVisible()) {
        m_unseen[arm] = live;
        return;
    }
    m_columns[arm]->showLive(live);
    if (!m_columns[arm]->run())
        m_wallNs[arm] = static_cast<double>(live.elapsedNs);
    showWallTimes();
    shareScales();
}

void ComparisonView::setArm(std::size_t arm, const RunResult& run, const UtilisationSeries& series)
{
    m_unseen[arm].reset();
    m_columns[arm]->showRun(run, series);
    m_wallNs[arm] = completeTrials(run) > 0 ? run.summary.wallNs.median : 0;
    m_whyNoTime[arm] = run.trials.empty() ? QString() : whyNoTime(run);
    takeRatio();
    showWallTimes();
    shareScales();
}

void ComparisonView::setFailed(std::size_t arm, const QString& reason)
{
    m_unseen[arm].reset();
    m_columns[arm]->showNothing(tr("✕ failed: %1").arg(reason));
    m_wallNs[arm] = 0;
    takeRatio();
    showWallTimes();
    shareScales();
}

NumberTable ComparisonView::numbers() const
{
    const RunMeasures& a = m_columns[0]->measures();
    const RunMeasures& b = m_columns[1]->measures();
    NumberTable table{
        .titles = {tr("what"), tr("A %1").arg(m_titles[0]), tr("B %1").arg(m_titles[1])}};
    const auto add = [&](const QString& what, double ofA, double ofB) {
        table.rows.push_back({what, countedCell(ofA), countedCell(ofB)});
    };
    add(tr("wall time (ms)"), m_wallNs[0] / 1e6, m_wallNs[1] / 1e6);
    if (tellsOfUpdates()) {
        add(tr("expected updates"), a.updates, b.updates);
        add(tr("actual updates"), a.updates - a.lost, b.updates - b.lost);
        add(tr("lost updates"), a.lost, b.lost);
    }
    const bool pictures = a.counted == Counted::Pictures && b.counted == Counted::Pictures;
    add(pictures ? tr("pictures/s") : tr("tasks/s"), a.perSecond, b.perSecond);
    add(tr("workers' time in tasks (ms)"), a.taskNs / 1e6, b.taskNs / 1e6);
    add(tr("of it holding, about (ms)"), a.holdNs / 1e6, b.holdNs / 1e6);
    add(tr("of it waiting (ms)"), a.waitNs / 1e6, b.waitNs / 1e6);
    return table;
}

bool ComparisonView::bothKnown() const
{
    return m_columns[0]->run().has_value() && m_columns[1]->run().has_value();
}

// In the words of the headline, whose interval may leave open which is faster.
void ComparisonView::takeRatio()
{
    m_ratio = bothKnown() ? timeRatio(wallRatio(*m_columns[0]->run(), *m_columns[1]->run()))
                          : QString();
}

void ComparisonView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    for (std::size_t arm = 0; arm < m_unseen.size(); ++arm) {
        if (const auto live = std::exchange(m_unseen[arm], std::nullopt))
            setRunning(arm, *live);
    }
}

void ComparisonView::showWallTimes()
{
    m_wallAxis.include(std::max(m_wallNs[0], m_wallNs[1]));
    m_wallTimes->setScaleAtLeast(bothKnown() ? 0 : m_wallAxis.maximum());
    const auto side = [this](std::size_t arm) {
        return Side{
            m_titles[arm], m_wallNs[arm], m_whyNoTime[arm], wallsOfTrials(m_columns[arm]->run())};
    };
    m_wallTimes->setRows(wallTimeRows(side(0), side(1), m_ratio));
}

void ComparisonView::shareScales()
{
    for (std::size_t i = 0; i < m_columns[0]->bars().size(); ++i) {
        const std::array pair{m_columns[0]->bars()[i], m_columns[1]->bars()[i]};
        BarRows::shareScale(pair);
    }
    const double longer = std::max(m_columns[0]->seconds(), m_columns[1]->seconds());
    m_axis.include(longer);
    const double seconds = bothKnown() ? longer : m_axis.maximum();
    for (ComparisonColumn* column : m_columns)
        column->showCores(seconds, !bothKnown() || bothHaveCurves());
    showStory();
    showNote();
}

bool ComparisonView::bothHaveCurves() const
{
    return m_columns[0]->hasCurves() && m_columns[1]->hasCurves();
}

// Losses are told whatever a workload is about, unless it has an answer of its own.
bool ComparisonView::tellsOfUpdates() const
{
    return m_ofUpdates || std::ranges::any_of(m_columns, [](const ComparisonColumn* column) {
        return column->run() && ui::tellsOfUpdates(*column->run());
    });
}

void ComparisonView::showStory()
{
    const bool answer = std::ranges::any_of(
        m_columns, [](const ComparisonColumn* column) { return !column->answer().isEmpty(); });
    for (ComparisonColumn* column : m_columns)
        column->showStory(tellsOfUpdates(), answer);
    alignAnswers();
}

int ComparisonView::widthSideBySide() const
{
    const QMargins around = layout()->contentsMargins();
    int needed = around.left() + around.right() + m_sides->spacing();
    for (const ComparisonColumn* column : m_columns)
        needed += column->minimumSizeHint().width();
    return needed;
}

// As narrow as with its columns below each other, where they may be.
QSize ComparisonView::minimumSizeHint() const
{
    const QMargins around = layout()->contentsMargins();
    int widest = m_wallTimes->minimumSizeHint().width();
    for (const ComparisonColumn* column : m_columns)
        widest = std::max(widest, column->minimumSizeHint().width());
    widest += around.left() + around.right();
    return {m_brief ? std::max(widest, widthSideBySide()) : widest,
        QWidget::minimumSizeHint().height()};
}

// Below each other what is on common scales can be compared as well.
void ComparisonView::fold()
{
    const int needed
        = std::max(widthSideBySide(), kLettersBeside * fontMetrics().averageCharWidth());
    const bool beside = m_brief || width() >= needed;
    m_sides->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    alignAnswers();
}

void ComparisonView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fold();
}

void ComparisonView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fold();
}

void ComparisonView::alignAnswers()
{
    for (ComparisonColumn* column : m_columns)
        column->setAnswerHeight(0); // else no label would say that less is enough
    if (m_sides->direction() != QBoxLayout::LeftToRight)
        return;
    const int height = std::max(m_columns[0]->answerHeight(), m_columns[1]->answerHeight());
    for (ComparisonColumn* column : m_columns)
        column->setAnswerHeight(height);
}

// Medians of several trials need not fit what is of one of them.
void ComparisonView::showNote()
{
    const bool several = std::ranges::any_of(m_columns, [](const ComparisonColumn* column) {
        return column->run() && completeTrials(*column->run()) > 1;
    });
    QStringList said{tr("Bars: medians, a ring for each trial.")};
    if (m_low)
        said << (bothHaveCurves() ? tr("Cores: the last trial.") : tr("Cores: a typical trial."));
    else
        said << (bothHaveCurves()
                ? tr("Workers' time: of the trial nearest to the median. Cores: of the last.")
                : tr("Workers' time and cores: of the trial nearest to the median."));
    m_note->setNote(NoteKind::Hint, several ? said.join(QLatin1Char(' ')) : QString());
}

} // namespace interleave::ui
