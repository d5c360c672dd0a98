#include "ui/compare/comparison_view.h"

#include "ui/compare/comparison_column.h"
#include "ui/compare/comparison_text.h"
#include "ui/widgets/application_font.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/state_hint.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

constexpr double kShortestAxis = 0.1; // seconds

// The wall times as a pair of bars, with what the longer one takes more between them.
std::vector<BarRow> wallTimeRows(
    const QString& titleA, double aNs, const QString& titleB, double bNs, bool both)
{
    const auto words = [](double ns) { return ns > 0 ? formatDuration(ns) : QStringLiteral("–"); };
    BarRow between{.label = {},
        .segments = {{.length = std::abs(bNs - aNs), .style = BarStyle::Bracket}},
        .value = both ? timeRatio(aNs, bNs) : QString(),
        .start = std::min(aNs, bNs)};
    if (!both)
        between.segments.clear();
    return {{.label = titleA,
                .segments = {{.length = aNs, .meaning = Meaning::Working}},
                .value = words(aNs)},
        between,
        {.label = titleB,
            .segments = {{.length = bNs, .meaning = Meaning::RunB, .style = BarStyle::Outlined}},
            .value = words(bNs)}};
}

} // namespace

ComparisonView::ComparisonView(QWidget* parent)
    : QWidget(parent)
    , m_hint(new StateHint(this))
    , m_content(new QWidget(this))
    , m_headline(new Heading(TextSize::Display, {}, m_content))
    , m_wallTimes(new BarRows(tr("Wall time of both runs"), m_content))
    , m_a(new ComparisonColumn(Meaning::Working, m_content))
    , m_b(new ComparisonColumn(Meaning::RunB, m_content))
    , m_axis(kShortestAxis)
    , m_wallAxis(kShortestAxis * 1e9)
{
    setAccessibleName(tr("Comparison of two runs"));
    m_headline->setAccessibleName(tr("Answer"));
    followApplicationFont(
        *m_wallTimes, [](const QFont& font) { return scaledFont(font, TextSize::Title); });
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(m_a, 1);
    columns->addWidget(m_b, 1);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(8, 8, 8, 8);
    content->addWidget(m_headline);
    auto* table = new TableButton(accessibleName(), [this] { return numbers(); });
    table->setToolTip(tr("What the bars of both runs show, as numbers to be read and copied"));
    content->addWidget(titleWithTable(
        new Heading(TextSize::Title, tr("How long did it take?")), table, m_content));
    content->addWidget(m_wallTimes, 1);
    content->addLayout(columns, 5);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_hint);
    layout->addWidget(m_content);
    setStartAction(nullptr);
    clear();
}

void ComparisonView::setStartAction(QAction* start)
{
    m_hint->showEmpty(
        tr("Two runs side by side will be here: what a lock saves and what it costs"), start);
}

void ComparisonView::showContent(bool shown)
{
    m_hint->setVisible(!shown);
    m_content->setVisible(shown);
}

void ComparisonView::start(const Experiment& a, const Experiment& b)
{
    clear();
    setTitles(a, b);
    m_a->showNothing(tr("starting"));
    m_b->showNothing(tr("starts when A has ended"));
    m_headline->setText(tr("First the run %1").arg(m_titleA));
    showWallTimes();
    shareScales();
    showContent(true);
}

void ComparisonView::setRunning(Side side, const LiveSnapshot& live)
{
    column(side).showLive(live);
    (side == Side::A ? m_wallNsA : m_wallNsB) = static_cast<double>(live.elapsedNs);
    m_headline->setText(side == Side::A ? tr("First the run %1").arg(m_titleA)
                                        : tr("Now the run %1").arg(m_titleB));
    showWallTimes();
    shareScales();
}

void ComparisonView::setRun(Side side, const RunResult& run, const UtilisationSeries& series)
{
    column(side).showRun(run, series);
    (side == Side::A ? m_wallNsA : m_wallNsB) = run.summary.wallNs.median;
    if (side == Side::A && !isComplete(run))
        m_b->showNothing(tr("not run, because A did not reach its end"));
    showAnswer();
}

void ComparisonView::setRuns(const RunResult& a,
    const UtilisationSeries& seriesA,
    const RunResult& b,
    const UtilisationSeries& seriesB)
{
    clear();
    setTitles(a.experiment, b.experiment);
    showContent(true);
    setRun(Side::A, a, seriesA);
    setRun(Side::B, b, seriesB);
}

void ComparisonView::setFailed(Side side, const QString& reason)
{
    column(side).showNothing(tr("✕ failed: %1").arg(reason));
    (side == Side::A ? m_wallNsA : m_wallNsB) = 0;
    showWallTimes();
    shareScales();
    m_headline->setText(failedHeadline(side == Side::A ? tr("A") : tr("B")));
}

void ComparisonView::clear()
{
    m_axis.reset();
    m_wallAxis.reset();
    m_wallNsA = 0;
    m_wallNsB = 0;
    m_titleA = tr("A");
    m_titleB = tr("B");
    m_a->setTitle(m_titleA);
    m_b->setTitle(m_titleB);
    m_a->showNothing({});
    m_b->showNothing({});
    m_headline->clear();
    showWallTimes();
    shareScales();
    showContent(false);
}

QString ComparisonView::headline() const
{
    return m_headline->text();
}

NumberTable ComparisonView::numbers() const
{
    const RunMeasures& a = m_a->measures();
    const RunMeasures& b = m_b->measures();
    NumberTable table{.titles = {tr("what"), tr("A %1").arg(m_titleA), tr("B %1").arg(m_titleB)}};
    const auto add = [&](const QString& what, double ofA, double ofB) {
        table.rows.push_back({what, countedCell(ofA), countedCell(ofB)});
    };
    add(tr("wall time (ms)"), m_wallNsA / 1e6, m_wallNsB / 1e6);
    add(tr("expected updates"), a.updates, b.updates);
    add(tr("actual updates"), a.updates - a.lost, b.updates - b.lost);
    add(tr("lost updates"), a.lost, b.lost);
    add(tr("throughput (tasks/s)"), a.perSecond, b.perSecond);
    add(tr("workers' time working (ms)"), a.workNs / 1e6, b.workNs / 1e6);
    add(tr("workers' time waiting (ms)"), a.waitNs / 1e6, b.waitNs / 1e6);
    return table;
}

void ComparisonView::setTitles(const Experiment& a, const Experiment& b)
{
    const SideTitles titles = sideTitles(a, b);
    m_titleA = titles.a;
    m_titleB = titles.b;
    m_a->setTitle(tr("A  %1").arg(m_titleA));
    m_b->setTitle(tr("B  %1").arg(m_titleB));
}

void ComparisonView::showWallTimes()
{
    const bool both = m_a->run().has_value() && m_b->run().has_value();
    m_wallAxis.include(std::max(m_wallNsA, m_wallNsB));
    m_wallTimes->setScaleAtLeast(both ? 0 : m_wallAxis.maximum());
    m_wallTimes->setRows(wallTimeRows(m_titleA, m_wallNsA, m_titleB, m_wallNsB, both));
}

void ComparisonView::shareScales()
{
    for (std::size_t i = 0; i < m_a->bars().size(); ++i) {
        const std::array pair{m_a->bars()[i], m_b->bars()[i]};
        BarRows::shareScale(pair);
    }
    const double longer = std::max(m_a->seconds(), m_b->seconds());
    m_axis.include(longer);
    const bool both = m_a->run().has_value() && m_b->run().has_value();
    const double seconds = both ? longer : m_axis.maximum();
    const bool curves = !both || (m_a->hasCurves() && m_b->hasCurves());
    m_a->showCores(seconds, curves);
    m_b->showCores(seconds, curves);
}

void ComparisonView::showAnswer()
{
    if (m_a->run() && m_b->run())
        m_headline->setText(comparisonHeadline(*m_a->run(), *m_b->run()));
    else if (m_a->run() && !isComplete(*m_a->run()))
        m_headline->setText(comparisonHeadline(*m_a->run(), {}));
    showWallTimes();
    shareScales();
}

} // namespace interleave::ui
