// A run that is told to end while it waits for its disk, which does not answer.

#include "core/base/json.h"
#include "tests/integration/started_program.h"
#include "tests/support/filter_call.h"
#include "tests/support/slowness.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sys/syscall.h>

namespace interleave::test {

namespace {

using testing::StartsWith;
using testing::UnorderedElementsAre;

class SlowDisk : public testing::Test
{
protected:
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path() / name; }

    void expectItEndsAtOnceAndAllIsStored(int signal)
    {
        ChildProcess program = startInterleave({"run",
                                                   "--quiet",
                                                   "--workload",
                                                   "squares",
                                                   "--tasks",
                                                   "50",
                                                   "--json",
                                                   path("result.json"),
                                                   "--results",
                                                   path("results.csv"),
                                                   "--trace",
                                                   path("trace.ilvrec")},
            {},
            [] { holdCall(SYS_fsync); });
        ASSERT_TRUE(eventually([&] { return isInCall(program, SYS_fsync); }));
        program.signal(signal);
        const auto status = program.reapWithin(std::uint64_t{kTimesSlower} * 1'000'000'000);
        ASSERT_TRUE(status.has_value()) << "signal " << signal;
        EXPECT_EQ(status->text(), "exited with status 130");
        const Json json = Json::parse(contentOf(path("result.json")), nullptr, false);
        EXPECT_EQ(json.value("trials", Json::array()).size(), 1U);
        const Json errors = json.value("errors", Json::array());
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

} // namespace interleave::test
