// Results that are not known, and threads that cannot be had: what the window says and does then.

#include "core/model/run_result_text.h"
#include "core/trace/recording_writer.h"
#include "tests/support/slowness.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/comparison_headline.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/in_background.h"
#include "ui/race/outcome_text.h"
#include "ui/run/run_file.h"
#include "ui/widgets/progress_footer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <semaphore>
#include <sys/resource.h>
#include <thread>

namespace interleave::ui {

namespace {

RunResult doubtful()
{
    RunResult run = runOf(Primitive::Lock, 1e9, 0);
    run.arms.emplace_back().summary = run.summary;
    run.trials.front().ledger = {.doubt = "task 3 was begun 2 times", .ranOnce = 100};
    return run;
}

// Takes all threads that this process can still have.
class NoThreads
{
public:
    NoThreads()
    {
        ::getrlimit(RLIMIT_AS, &m_before);
        std::ifstream pages("/proc/self/statm");
        rlim_t used = 0;
        pages >> used;
        const rlimit little{used * 4'096 + (64U << 20U), m_before.rlim_max};
        ::setrlimit(RLIMIT_AS, &little);
        try {
            for (;;)
                m_threads.emplace_back([this] { m_end.acquire(); });
        } catch (const std::system_error&) { // none is left
        }
    }
    NoThreads(const NoThreads&) = delete;
    NoThreads& operator=(const NoThreads&) = delete;
    ~NoThreads()
    {
        m_end.release(static_cast<std::ptrdiff_t>(m_threads.size()));
        for (std::thread& thread : m_threads)
            thread.join();
        ::setrlimit(RLIMIT_AS, &m_before);
    }

private:
    rlimit m_before{};
    std::counting_semaphore<> m_end{0};
    std::vector<std::thread> m_threads;
};

} // namespace

TEST(UnknownResult, F72_TheHeadlineSaysThatItIsNotKnownAndWhy)
{
    const QString headline = outcomeHeadline(doubtful());
    EXPECT_TRUE(headline.startsWith(QStringLiteral("The result is not known: ")))
        << headline.toStdString();
    EXPECT_TRUE(headline.contains(QStringLiteral("task 3 was begun 2 times")))
        << headline.toStdString();
    RunResult several = doubtful();
    several.trials.insert(several.trials.begin(), trialThatLost(0, 100));
    EXPECT_EQ(outcomeHeadline(several), headline);
}

TEST(UnknownResult, F72_TheFooterSaysThatTheRunFailed)
{
    ProgressFooter footer;
    footer.setRun(doubtful());
    EXPECT_EQ(footer.state(), QStringLiteral("failed"));
}

TEST(UnknownResult, F72_CannotBeCompared)
{
    EXPECT_EQ(comparisonHeadline(doubtful(), runOf(Primitive::None, 1e9, 5)),
        failedHeadline(QStringLiteral("A")));
    EXPECT_FALSE(canBeCompared(doubtful()));
}

TEST(UnknownResult, F73_WhatNoThreadCanComputeIsComputedAllTheSame)
{
    if (kTimesSlower > 1)
        GTEST_SKIP() << "a sanitizer takes more addresses than the limit allows";
    static QString warned;
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString& message) { warned = message; });
    QThreadPool threads;
    const QFuture<int> answer = [&] {
        const NoThreads none;
        return inBackground<int>([](QPromise<int>&) { return 7; }, threads);
    }();
    qInstallMessageHandler(before);
    EXPECT_TRUE(warned.startsWith(QStringLiteral("cannot start a thread"))) << warned.toStdString();
    ASSERT_TRUE(answer.isFinished());
    EXPECT_EQ(answer.result(), 7);
    EXPECT_TRUE(threads.waitForDone(0)) << "nobody waits for a thread that never was";
}

TEST(UnknownResult, F54_ASavedResultThatIsDamagedIsSaidToBe)
{
    const TemporaryFolder folder;
    const int core = 0;
    const auto writer = RecordingWriter::create({.clock = Clock::calibrate(),
        .tasks = 10,
        .cores = {&core, 1},
        .experimentText = R"({"workload": "squares"})"});
    const auto recording = Recording::open(writer->descriptor());
    const std::string path = folder.path() / "run.trace";
    const auto save = [&](const std::string& result) {
        std::ofstream file(path);
        ASSERT_TRUE(
            recording->save(result, [&](std::string_view bytes) -> Result<void, SystemError> {
                file << bytes;
                return {};
            }));
    };
    const std::string whole = runResultText(doubtful());
    save(whole);
    const auto opened = openRecordedRun(QString::fromStdString(path));
    ASSERT_TRUE(opened) << opened.error().toStdString();
    EXPECT_TRUE(opened->content.result.has_value());
    EXPECT_EQ(opened->problem, QString());
    save(whole.substr(0, whole.size() / 2));
    const auto damaged = openRecordedRun(QString::fromStdString(path));
    ASSERT_TRUE(damaged) << damaged.error().toStdString();
    EXPECT_FALSE(damaged->content.result.has_value());
    EXPECT_TRUE(damaged->problem.contains(QStringLiteral("damaged")))
        << damaged->problem.toStdString();
}

} // namespace interleave::ui
