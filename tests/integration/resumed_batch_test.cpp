// A batch of pictures that is stopped, killed, or finds no room, and goes on: its results are those
// of a run that nobody disturbed.

#include "core/base/json.h"
#include "core/workload/image/batch_journal.h"
#include "core/workload/image/picture_batch.h"
#include "tests/integration/started_program.h"
#include "tests/support/process_tree.h"
#include "tests/support/program.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <sys/mount.h>

namespace interleave::test {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr int kPictures = 24;

class ResumedBatch : public testing::Test
{
protected:
    void SetUp() override
    {
        for (const fs::path& folder : {m_in, m_out, m_whole})
            fs::create_directory(folder);
        const Printed made = runProgram(INTERLEAVE_PROGRAM,
            "run --quiet --workload image-filter --param format=jpeg --param output="
                + m_in.string() + " --tasks " + std::to_string(kPictures));
        ASSERT_EQ(made.status, 0) << made.err;
        ASSERT_EQ(runProgram(INTERLEAVE_PROGRAM, textOf(batchInto(m_whole))).status, 0);
        ASSERT_EQ(resultsIn(m_whole).size(), std::size_t{kPictures});
    }
    [[nodiscard]] std::vector<std::string> batchInto(
        const fs::path& output, const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> arguments{"run",
            "--quiet",
            "--workload",
            "image-filter",
            "--workers",
            "2",
            "--param",
            "filters=median",
            "--param",
            "input=" + m_in.string(),
            "--param",
            "output=" + output.string(),
            "--json",
            json()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    [[nodiscard]] std::vector<std::string> goingOn(std::vector<std::string> more = {}) const
    {
        more.insert(more.end(), {"--param", "resume=true"});
        return batchInto(m_out, more);
    }
    static std::string textOf(const std::vector<std::string>& arguments)
    {
        std::string text;
        for (const std::string& argument : arguments)
            text += " '" + argument + "'";
        return text;
    }
    [[nodiscard]] std::string json() const { return m_folder.path() / "result.json"; }
    static std::vector<std::string> resultsIn(const fs::path& folder)
    {
        std::vector<std::string> names = filesIn(folder);
        std::erase_if(names, [](const std::string& name) { return name.starts_with('.'); });
        return names;
    }
    [[nodiscard]] std::size_t made() const { return resultsIn(m_out).size(); }
    // Goes on to the end; how many it had to do.
    std::size_t goOn(const std::vector<std::string>& more = {}) const
    {
        const Printed printed = runProgram(INTERLEAVE_PROGRAM, textOf(goingOn(more)));
        EXPECT_EQ(printed.status, 0) << printed.err;
        return Json::parse(contentOf(json()), nullptr, false)["trials"][0]["tasks"]["succeeded"];
    }
    void expectAllIsAsUndisturbed() const
    {
        const std::vector<std::string> names = resultsIn(m_whole);
        ASSERT_EQ(resultsIn(m_out), names);
        for (const std::string& name : names)
            EXPECT_EQ(contentOf(m_out / name), contentOf(m_whole / name)) << name;
        for (const std::string& name : filesIn(m_out))
            EXPECT_THAT(name, Not(testing::EndsWith(".part")));
    }
    static std::string manyTimes(const std::string& filter)
    {
        std::string chain = filter;
        for (int i = 1; i < 16; ++i)
            chain += ", " + filter;
        return chain;
    }
    // A worker that has been at a task for a while; none: -1.
    static pid_t busyChildOf(pid_t parent)
    {
        constexpr std::uint64_t kWhile = 5; // of a hundredth of a second
        for (const pid_t child : childrenOf(parent)) {
            if (ticksUsedBy(child) >= kWhile)
                return child;
        }
        return -1;
    }
    // Its workers, too: the folder is theirs until the last has ended.
    static void killWith(ChildProcess& program, int signal)
    {
        const std::vector<pid_t> workers = childrenOf(program.pid());
        program.signal(signal);
        waitFor(program);
        for (const pid_t worker : workers)
            EXPECT_TRUE(eventually([&] { return !isAlive(worker); }));
    }

    TemporaryFolder m_folder;
    fs::path m_in = m_folder.path() / "in";
    fs::path m_out = m_folder.path() / "out";
    fs::path m_whole = m_folder.path() / "whole";
};

} // namespace

TEST_F(ResumedBatch, F260_ABatchWhoseEngineIsKilledAgainAndAgainLosesNothingAndDoesNothingTwice)
{
    std::size_t done = 0;
    for (const std::size_t atLeast : {1U, 5U, 9U, 14U, 19U}) {
        ChildProcess program = startInterleave(goingOn(), {});
        ASSERT_TRUE(eventually([&] { return made() >= atLeast; }));
        killWith(program, SIGKILL);
        EXPECT_GE(made(), done);
        done = made();
    }
    EXPECT_EQ(goOn(), kPictures - done);
    expectAllIsAsUndisturbed();
    EXPECT_EQ(goOn(), 0U) << "nothing is left";
}

TEST_F(ResumedBatch, F260_ABatchThatIsStoppedGoesOn)
{
    for (const int signal : {SIGINT, SIGTERM}) {
        const std::size_t before = made();
        ChildProcess program = startInterleave(goingOn(), {});
        ASSERT_TRUE(eventually([&] { return made() > before; }));
        killWith(program, signal);
        EXPECT_THAT(filesIn(m_out), Not(testing::Contains(testing::EndsWith(".part"))));
    }
    EXPECT_LT(made(), std::size_t{kPictures});
    const std::size_t done = made();
    EXPECT_EQ(goOn({"--start-method", "spawn"}), kPictures - done);
    const Json result = Json::parse(contentOf(json()), nullptr, false);
    const std::string counted
        = std::to_string(done) + " of " + std::to_string(kPictures) + " pictures were done before";
    EXPECT_THAT(result["remarks"].dump(), HasSubstr(counted));
    const Json figures = result["trials"][0]["outcome"]["figures"];
    const auto before = std::ranges::find_if(
        figures, [](const Json& figure) { return figure["name"] == "done_before"; });
    ASSERT_NE(before, figures.end());
    EXPECT_EQ((*before)["value"], done);
    expectAllIsAsUndisturbed();
}

TEST_F(ResumedBatch, F261_WorkersThatAreKilledCostTheirOwnPicturesWhichAreOfferedAgain)
{
    ChildProcess program = startInterleave(goingOn(), {});
    for (const std::size_t atLeast : {2U, 6U, 10U}) {
        ASSERT_TRUE(eventually([&] { return made() >= atLeast; }));
        for (const pid_t worker : childrenOf(program.pid()))
            ::kill(worker, SIGKILL);
    }
    EXPECT_EQ(waitFor(program).text(), "exited with status 1");
    const Json tasks = Json::parse(contentOf(json()), nullptr, false)["trials"][0]["tasks"];
    const std::size_t failed = tasks["failed"];
    EXPECT_GE(failed, 1U);
    const std::size_t done = made(); // one that was killed after the last word had a result
    EXPECT_GE(done, kPictures - failed);
    EXPECT_EQ(goOn(), kPictures - done) << "those alone";
    expectAllIsAsUndisturbed();
}

TEST_F(ResumedBatch, F265_APictureAtWhichWorkersCrashIsNamedAndInTheEndLeftOut)
{
    std::vector<std::string> slow = goingOn({"--tasks", "1"});
    std::ranges::replace(slow, std::string("filters=median"), "filters=" + manyTimes("bilateral"));
    for (std::size_t i = 0; i < kCrashesAtMost; ++i) {
        ChildProcess program = startInterleave(slow, {});
        pid_t busy = -1;
        ASSERT_TRUE(eventually([&] { return (busy = busyChildOf(program.pid())) > 0; }));
        ::kill(busy, SIGSEGV);
        EXPECT_EQ(waitFor(program).text(), "exited with status 1");
        EXPECT_THAT(contentOf(json()), HasSubstr("sample-000000.jpg"));
    }
    const Printed last = runProgram(INTERLEAVE_PROGRAM, textOf(goingOn()));
    EXPECT_EQ(last.status, 0) << last.err;
    EXPECT_THAT(contentOf(json()), HasSubstr("1 picture is left out, because workers crashed"));
    EXPECT_EQ(made(), kPictures - 1U);
}

TEST_F(ResumedBatch, F274_CrashesThatTheExperimentWantedAreNotThePictures)
{
    for (std::size_t i = 0; i < kCrashesAtMost; ++i) {
        const Printed printed = runProgram(
            INTERLEAVE_PROGRAM, textOf(goingOn({"--tasks", "1", "--inject", "crash@0"})));
        EXPECT_EQ(printed.status, 1) << printed.err;
        EXPECT_THAT(printed.err, HasSubstr("sample-000000.jpg"));
    }
    EXPECT_EQ(goOn(), std::size_t{kPictures});
    expectAllIsAsUndisturbed();
}

TEST_F(ResumedBatch, F266_ABatchThatFindsNoRoomGoesOnWhenThereIsSome)
{
    if (::mount("none", m_out.c_str(), "tmpfs", 0, "size=1m") != 0)
        GTEST_SKIP() << "may not mount";
    const Printed printed = runProgram(INTERLEAVE_PROGRAM, textOf(goingOn()));
    EXPECT_EQ(printed.status, 1);
    EXPECT_THAT(printed.err, HasSubstr("No space left on device"));
    const std::size_t done = made();
    EXPECT_LT(done, std::size_t{kPictures});
    EXPECT_THAT(filesIn(m_out), Not(testing::Contains(testing::EndsWith(".part"))));
    ASSERT_EQ(::mount("none", m_out.c_str(), "tmpfs", MS_REMOUNT, "size=100m"), 0);
    EXPECT_EQ(goOn(), kPictures - done);
    expectAllIsAsUndisturbed();
    EXPECT_EQ(::umount(m_out.c_str()), 0);
}

TEST_F(ResumedBatch, F267_OfTwoRunsIntoOneFolderOneIsRefused)
{
    ChildProcess first = startInterleave(goingOn(), {});
    ASSERT_TRUE(eventually([&] { return made() > 0; }));
    first.signal(SIGSTOP);
    const Printed second
        = runProgram(INTERLEAVE_PROGRAM, textOf(batchInto(m_out, {"--param", "overwrite=true"})));
    first.signal(SIGCONT);
    EXPECT_EQ(second.status, 2);
    EXPECT_THAT(second.err, HasSubstr("another run is writing into the folder"));
    EXPECT_TRUE(waitFor(first).clean());
    expectAllIsAsUndisturbed();
}

TEST_F(ResumedBatch, F268_NamesOfAnyBytesAreDoneOnce)
{
    const std::string longest(250, 'n');
    for (const fs::path& folder : {m_in, m_whole}) {
        fs::rename(folder / "sample-000000.jpg", folder / (longest + ".jpg"));
        fs::rename(folder / "sample-000001.jpg", folder / "two\nlines %0a.jpg");
        fs::rename(folder / "sample-000002.jpg", folder / "no utf\xff.jpg");
    }
    ChildProcess program = startInterleave(goingOn(), {});
    ASSERT_TRUE(eventually([&] { return made() >= 6; }));
    killWith(program, SIGKILL);
    const std::size_t done = made();
    EXPECT_EQ(goOn(), kPictures - done);
    EXPECT_EQ(goOn(), 0U);
    expectAllIsAsUndisturbed();
}

TEST_F(ResumedBatch, SamplePicturesAreGoneOnWithToo)
{
    const auto samples = [&](int count, const std::string& method) {
        const Printed printed = runProgram(INTERLEAVE_PROGRAM,
            "run --quiet --workload image-filter --param resume=true --param output="
                + m_out.string() + " --json " + json() + " --tasks " + std::to_string(count)
                + " --start-method " + method);
        EXPECT_EQ(printed.status, 0) << printed.err;
        return Json::parse(contentOf(json()), nullptr, false)["trials"][0]["tasks"]["total"]
            .get<int>();
    };
    EXPECT_EQ(samples(2, "fork"), 2);
    EXPECT_EQ(samples(5, "spawn"), 3);
    EXPECT_EQ(samples(5, "fork"), 0);
    EXPECT_EQ(made(), 5U);
}

} // namespace interleave::test
