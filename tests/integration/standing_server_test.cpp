// A fork server that stands still while a run needs it: stopped, as a debugger or a frozen control
// group would hold it.

#include "core/base/json.h"
#include "tests/integration/started_program.h"
#include "tests/support/process_tree.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

// The one child of the program that has children of its own.
pid_t serverOf(pid_t program)
{
    for (const pid_t child : childrenOf(program)) {
        if (!childrenOf(child).empty())
            return child;
    }
    return 0;
}

} // namespace

TEST(StandingServer, F149_TheRunEndsWithoutItAndHasWhatWasDone)
{
    const TemporaryFolder folder;
    const std::filesystem::path result = folder.path() / "run.json";
    ChildProcess program = startInterleave({"run",
                                               "--workload",
                                               "sleep",
                                               "--tasks",
                                               "40",
                                               "--workers",
                                               "2",
                                               "--param",
                                               "duration=0.02",
                                               "--start-method",
                                               "forkserver",
                                               "--quiet",
                                               "--json",
                                               result.string()},
        {});
    pid_t server = 0;
    ASSERT_TRUE(eventually([&] { return (server = serverOf(program.pid())) != 0; }));
    ::kill(server, SIGSTOP);
    const auto ended = [&] { return !isAlive(program.pid()) || stateOf(program.pid()) == 'Z'; };
    ASSERT_TRUE(eventually(ended));
    static_cast<void>(waitFor(program));
    EXPECT_TRUE(eventually([&] { return !isAlive(server); }));
    const Json json = Json::parse(contentOf(result));
    EXPECT_EQ(json["trials"][0]["tasks"]["total"], 40);
}

} // namespace interleave::test
