// Words are translated once, when they come, and not with every frame.

#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/race/outcome_plot.h"
#include "ui/waits/wait_graph_picture.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QTranslator>

#include <string_view>

namespace interleave::ui {
namespace {

class AskedOfCore : public QTranslator
{
public:
    AskedOfCore() { QCoreApplication::installTranslator(this); }
    ~AskedOfCore() override { QCoreApplication::removeTranslator(this); }
    AskedOfCore(const AskedOfCore&) = delete;
    AskedOfCore& operator=(const AskedOfCore&) = delete;
    AskedOfCore(AskedOfCore&&) = delete;
    AskedOfCore& operator=(AskedOfCore&&) = delete;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(
        const char* context, const char*, const char*, int) const override
    {
        m_times += std::string_view(context) == "core" ? 1 : 0;
        return {};
    }
    [[nodiscard]] int times() const { return m_times; }

private:
    mutable int m_times = 0;
};

int askedByPainting(QWidget& widget, const AskedOfCore& asked)
{
    widget.resize(640, 480);
    const int before = asked.times();
    EXPECT_FALSE(widget.grab().isNull());
    return asked.times() - before;
}

TEST(PaintedWords, OfBarsAreTranslatedWhenTheChartComes)
{
    const AskedOfCore asked;
    OutcomePlot plot;
    plot.setChart({.labels = {"readers", "producer 2"}, .values = {1, 2}});
    EXPECT_EQ(asked.times(), 2);
    EXPECT_EQ(askedByPainting(plot, asked), 0);
}

TEST(PaintedWords, OfALinesAxisAreTranslatedWhenTheChartComes)
{
    const AskedOfCore asked;
    OutcomePlot plot;
    plot.setChart({.xTitle = "time in ms", .x = {0.5, 2}, .values = {3, 4}});
    EXPECT_EQ(asked.times(), 1);
    EXPECT_EQ(askedByPainting(plot, asked), 0);
}

TEST(PaintedWords, OfLocksAreTranslatedWhenTheGraphComes)
{
    const AskedOfCore asked;
    WaitGraph graph{Experiment{.workload = WorkloadKind::Philosophers}};
    LiveSnapshot live = liveSnapshot(1);
    live.lockHolders.assign(kNamedLocks, 0);
    live.lockHolders[1] = 1;
    live.lockHolders[2] = 2;
    graph.update(live);
    WaitGraphPicture picture;
    picture.setGraph(graph);
    EXPECT_GE(asked.times(), 2);
    EXPECT_EQ(askedByPainting(picture, asked), 0);
}

} // namespace
} // namespace interleave::ui
