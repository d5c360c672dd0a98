#include "tests/ui/print_qt.h"
#include "ui/models/subject_line.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

QString lineOf(const Experiment& experiment)
{
    return subjectLine(experiment, experiment);
}

TEST(SubjectLine, NamesWhatTheResultIsOf)
{
    Experiment experiment;
    experiment.tasks = 1'000;
    experiment.workers = 2;
    experiment.sync = Primitive::None;
    experiment.trials = 5;
    EXPECT_EQ(lineOf(experiment),
        QStringLiteral("Shared counter · 1,000 tasks · increments per task 10,000 · 2 processes by "
                       "fork · no primitive · 5 trials"));
}

TEST(SubjectLine, SaysOneOfOne)
{
    Experiment squares{.workload = WorkloadKind::Squares};
    EXPECT_TRUE(lineOf(squares).contains(QStringLiteral("work per task 1 repetition ·")))
        << lineOf(squares).toStdString();
}

TEST(SubjectLine, SaysWhatIsLeftToTheEngine)
{
    const QString line = lineOf({.workload = WorkloadKind::Squares});
    EXPECT_TRUE(line.contains(QStringLiteral("as many tasks as usual"))) << line.toStdString();
    EXPECT_TRUE(line.contains(QStringLiteral("a process per core, by fork")));
    EXPECT_TRUE(line.endsWith(QStringLiteral("lock · 1 trial")));
}

TEST(SubjectLine, CountsPicturesWhereEachIsATask)
{
    Experiment pictures{.workload = WorkloadKind::ImageFilter};
    EXPECT_TRUE(lineOf(pictures).contains(QStringLiteral("· as many pictures as there are ·")))
        << lineOf(pictures).toStdString();
    pictures.tasks = 34;
    EXPECT_TRUE(lineOf(pictures).contains(QStringLiteral("· 34 pictures ·")));
    pictures.params["division"] = std::string("strip");
    EXPECT_TRUE(lineOf(pictures).contains(QStringLiteral("· 34 tasks ·")));
}

TEST(SubjectLine, NamesWhatIsCompared)
{
    const QString primitives = lineOf({.compare = {Primitive::None, Primitive::Lock}, .trials = 5});
    EXPECT_TRUE(primitives.endsWith(
        QStringLiteral("none | lock · 5 trials of each, by turns in random order")))
        << primitives.toStdString();
    const QString layouts = lineOf({.workload = WorkloadKind::FalseSharing,
        .varyParam = {"layout", {"packed", "padded"}},
        .trials = 5});
    EXPECT_EQ(layouts,
        QStringLiteral(
            "False sharing · as many tasks as usual · layout packed | padded · a process "
            "per core, by fork · no primitive is used here · 5 trials of each, by turns "
            "in random order"));
    const QString sizes = lineOf({.varyWorkers = {1, 2, 4}});
    EXPECT_TRUE(sizes.contains(QStringLiteral("1, 2, 4 processes by fork"))) << sizes.toStdString();
}

TEST(SubjectLine, NamesNoPrimitiveWhereNoneIsUsed)
{
    const QString line = lineOf({.workload = WorkloadKind::FalseSharing});
    EXPECT_TRUE(line.endsWith(QStringLiteral("no primitive is used here · 1 trial")))
        << line.toStdString();
    Experiment bank{.workload = WorkloadKind::Bank};
    EXPECT_TRUE(lineOf(bank).endsWith(QStringLiteral("lock · 1 trial")));
    bank.params["locking"] = std::string("ordered");
    EXPECT_TRUE(lineOf(bank).contains(QStringLiteral("no primitive is used here")));
}

TEST(SubjectLine, NamesNoPrimitiveWhereNoComparedExecutorUsesOne)
{
    Experiment squares{.workload = WorkloadKind::Squares,
        .varyParam = {"executor", {"python-serial", "python-threads"}}};
    EXPECT_TRUE(lineOf(squares).contains(QStringLiteral("no primitive is used here")))
        << lineOf(squares).toStdString();
    squares.varyParam.values.emplace_back("threads");
    EXPECT_TRUE(lineOf(squares).contains(QStringLiteral("lock")));
}

TEST(SubjectLine, NamesThePythonThatRanIt)
{
    TrialResult trial;
    trial.python = "Python 3.13.0, free-threaded";
    const Experiment experiment{.executor = ExecutorKind::PythonThreads};
    EXPECT_TRUE(subjectLine(experiment, experiment, {TrialResult{}, trial})
                    .endsWith(QStringLiteral(" · Python 3.13.0, free-threaded")));
}

TEST(SubjectLine, NamesWhatElseIsNotAsUsual)
{
    const QString line = lineOf({.schedule = Schedule::Dynamic,
        .chunk = 4,
        .sync = Primitive::Semaphore,
        .permits = 2,
        .pin = true});
    for (const char* part :
        {"schedule dynamic", "chunk 4 tasks", "permits 2", "pin workers to cores"})
        EXPECT_TRUE(line.contains(QLatin1String(part))) << part << ": " << line.toStdString();
    EXPECT_TRUE(lineOf({.evidence = true}).contains(QStringLiteral("name every lost update")));
    EXPECT_FALSE(lineOf({.permits = 2}).contains(QStringLiteral("permits"))) << "a lock has none";
}

TEST(SubjectLine, NamesNothingThatAutoBecame)
{
    EXPECT_FALSE(subjectLine({.chunk = 4'096}, {}).contains(QStringLiteral("chunk")));
    EXPECT_TRUE(subjectLine({.workers = 2}, {}).contains(QStringLiteral("2 processes")));
}

TEST(SubjectLine, CallsAChoiceAsTheFormDoes)
{
    Experiment experiment{.workload = WorkloadKind::StoreBuffering};
    experiment.params["fence"] = std::string("seq-cst");
    EXPECT_TRUE(lineOf(experiment).contains(QStringLiteral("fence sequentially consistent")));
}

TEST(SubjectLine, NamesOtherExecutors)
{
    EXPECT_TRUE(lineOf({.executor = ExecutorKind::Serial})
                    .contains(QStringLiteral("one process, serially")));
    EXPECT_TRUE(lineOf({.workers = 3, .executor = ExecutorKind::Threads})
                    .contains(QStringLiteral("3 threads")));
    EXPECT_TRUE(lineOf({.workers = 3, .executor = ExecutorKind::ProcessPerTask})
                    .contains(QStringLiteral("a process per task, 3 at a time")));
    EXPECT_TRUE(lineOf({.workers = 3, .executor = ExecutorKind::PythonPool})
                    .contains(QStringLiteral("Python: Pool, 3 workers, by fork")));
}

} // namespace
} // namespace interleave::ui
