// The strip of the window's runs: which of them is in sight.

#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/run/run_list.h"
#include "ui/views/run_strip.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QListView>

namespace interleave::ui {
namespace {

class RunStripOfMany : public testing::Test
{
protected:
    RunStripOfMany()
    {
        m_strip.resize(900, m_strip.sizeHint().height());
        for (int run = 0; run < 12; ++run)
            add();
        m_strip.show();
    }
    void add() { m_runs.add(std::make_shared<ui::Run>(Experiment{})); }
    void show(std::size_t place) { m_runs.show(m_runs.runs()[place]); }
    [[nodiscard]] bool isInSight(std::size_t place) const
    {
        QCoreApplication::processEvents();
        const auto& list = *m_strip.findChild<QListView*>();
        const QModelIndex index = list.model()->index(static_cast<int>(place), 0);
        const QRect item = list.visualRect(index);
        constexpr int kOff = 1; // by which Qt's list scrolls less
        return item.width() > 20 && list.viewport()->rect().adjusted(0, 0, kOff, 0).contains(item);
    }

    RunList m_runs;
    RunStrip m_strip{&m_runs};
};

TEST_F(RunStripOfMany, OneThatIsNewIsInSight)
{
    EXPECT_TRUE(isInSight(11));
    EXPECT_FALSE(isInSight(0));
    show(0);
    EXPECT_TRUE(isInSight(0));
    add();
    EXPECT_TRUE(isInSight(12));
}

TEST_F(RunStripOfMany, TheOneThatIsShownStaysInSightWhereTheWindowBecomesNarrower)
{
    for (const std::size_t place : {11U, 6U, 4U}) {
        for (const int width : {900, 640, 440}) {
            m_strip.resize(width, m_strip.height());
            show(place);
            EXPECT_TRUE(isInSight(place)) << place << " in " << width;
            m_strip.resize(width / 2 + 90, m_strip.height());
            EXPECT_TRUE(isInSight(place)) << place << " in " << width / 2 + 90;
        }
    }
}

TEST_F(RunStripOfMany, TheOneThatIsShownStaysInSightWhereAnswersBeforeItGrow)
{
    show(0);
    show(8); // at the right edge
    for (std::size_t run = 0; run < 8; ++run)
        m_runs.runs()[run]->end(runOf(Primitive::None, 1e9, 37'912));
    EXPECT_TRUE(isInSight(8));
    m_runs.runs()[2]->setName(QString(40, QLatin1Char('m')));
    EXPECT_TRUE(isInSight(8));
}

TEST_F(RunStripOfMany, TheOneThatIsShownIsInSightAfterAPresentation)
{
    m_strip.setFolded(true);
    show(0);
    m_strip.resize(400, m_strip.height());
    m_strip.setFolded(false);
    EXPECT_TRUE(isInSight(0));
}

QVariant shownOf(const std::shared_ptr<ui::Run>& run, int role)
{
    RunList runs;
    const RunStripModel model(&runs);
    runs.add(run);
    return model.index(0).data(role);
}

TEST(RunStripModel, TellsTheDayOfARunThatIsNotOfToday)
{
    const auto when = [](const QDateTime& started) {
        return shownOf(
            std::make_shared<ui::Run>(RunContent{.started = started}), RunStripModel::kAnswerRole)
            .toString();
    };
    const QString day = QLocale().toString(QDate(2025, 3, 9), QLocale::ShortFormat);
    EXPECT_TRUE(when(QDateTime(QDate(2025, 3, 9), QTime(14, 3)))
                    .endsWith(QStringLiteral(" · %1 14:03").arg(day)));
    const QDateTime now = QDateTime::currentDateTime();
    EXPECT_TRUE(when(now).endsWith(now.time().toString(QStringLiteral(" · HH:mm"))));
    EXPECT_TRUE(when({}).endsWith(QStringLiteral(" · time not known")));
}

TEST(RunStripModel, TellsOfBothThatOneIsMadeOf)
{
    ui::Run without(Experiment{.sync = Primitive::None});
    without.end(runOf(Primitive::None, 1e9, 37'912));
    ui::Run with(Experiment{.sync = Primitive::Lock});
    with.end(runOf(Primitive::Lock, 3e9, 0));
    const QString tip = shownOf(ui::Run::comparing(without, with), Qt::ToolTipRole).toString();
    EXPECT_TRUE(tip.contains(QStringLiteral("\nA: "))) << tip.toStdString();
    EXPECT_TRUE(tip.contains(QStringLiteral("no primitive"))) << tip.toStdString();
    EXPECT_TRUE(tip.contains(QStringLiteral("\nB: "))) << tip.toStdString();
    EXPECT_TRUE(tip.contains(QStringLiteral("· lock"))) << tip.toStdString();
}

} // namespace
} // namespace interleave::ui
