// A run that is told to end while it waits for its disk, which does not answer.

#include "core/base/json.h"
#include "tests/integration/started_program.h"
#include "tests/support/filter_call.h"
#include "tests/support/slowness.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/syscall.h>
#include <vector>

namespace interleave::test {

namespace {

using testing::StartsWith;
using testing::UnorderedElementsAre;

class SlowDisk : public testing::Test
{
protected:
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path() / name; }

    // Gives the status of a run with these outputs that waits for its disk when `signal` comes.
    [[nodiscard]] std::string endedBy(int signal, const std::vector<std::string>& outputs) const
    {
        std::vector<std::string> arguments{
            "run", "--quiet", "--workload", "squares", "--tasks", "50"};
        arguments.insert(arguments.end(), outputs.begin(), outputs.end());
        ChildProcess program = startInterleave(arguments, {}, [] { holdCall(SYS_fsync); });
        EXPECT_TRUE(eventually([&] { return isInCall(program, SYS_fsync); }));
        program.signal(signal);
        const auto status = program.reapWithin(std::uint64_t{kTimesSlower} * 1'000'000'000);
        EXPECT_TRUE(status.has_value()) << "signal " << signal;
        return status.value_or(ExitStatus::notEnded()).text();
    }

    [[nodiscard]] Json errorsOfTheJson() const
    {
        const Json json = Json::parse(contentOf(path("result.json")), nullptr, false);
        EXPECT_EQ(json.value("trials", Json::array()).size(), 1U);
        return json.value("errors", Json::array());
    }

    void expectItEndsAtOnceAndAllIsStored(int signal)
    {
        EXPECT_EQ(endedBy(signal,
                      {"--json",
                          path("result.json"),
                          "--results",
                          path("results.csv"),
                          "--trace",
                          path("trace.ilvrec")}),
            "exited with status 130");
        const Json errors = errorsOfTheJson();
        ASSERT_EQ(errors.size(), 1U);
        EXPECT_THAT(errors.at(0).get<std::string>(), StartsWith("interrupted by SIG"));
        EXPECT_EQ(std::ranges::count(contentOf(path("results.csv")), '\n'), 51);
        EXPECT_GT(std::filesystem::file_size(path("trace.ilvrec")), 1'000U);
    }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(SlowDisk, F303_ASignalEndsItAndNewFilesHaveTheirNames)
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        expectItEndsAtOnceAndAllIsStored(signal);
        EXPECT_THAT(filesIn(m_folder.path()),
            UnorderedElementsAre("result.json", "results.csv", "trace.ilvrec"));
        for (const std::string& name : filesIn(m_folder.path()))
            std::filesystem::remove(path(name));
    }
}

TEST_F(SlowDisk, F303_SoDoOldOnesThatAreReplacedOrOverwritten)
{
    std::ofstream(path("result.json")) << "old";
    std::ofstream(path("results.csv")) << "old";
    std::filesystem::create_hard_link(path("results.csv"), path("other name"));
    expectItEndsAtOnceAndAllIsStored(SIGTERM);
    EXPECT_THAT(filesIn(m_folder.path()),
        UnorderedElementsAre("other name", "result.json", "results.csv", "trace.ilvrec"));
}

TEST_F(SlowDisk, F356_ASignalOfWhichTheJsonCanSayNoMoreDoesNotChangeTheStatus)
{
    EXPECT_EQ(endedBy(SIGTERM, {"--json", path("result.json")}), "exited with status 0");
    EXPECT_TRUE(errorsOfTheJson().empty());
}

} // namespace interleave::test
