// A run that is told to end while it is planned: its folder is on a file system that never answers.

#include "core/base/json.h"
#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "tests/integration/started_program.h"
#include "tests/support/filter_call.h"
#include "tests/support/process_tree.h"
#include "tests/support/slowness.h"

#include <gmock/gmock.h>

#include <fstream>
#include <optional>
#include <sys/syscall.h>

namespace interleave::test {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint64_t kAtOnce = std::uint64_t{kTimesSlower} * 1'000'000'000;

// Whoever reads a folder waits: the one that is to answer for the kernel is the program itself.
void letFoldersNeverAnswer()
{
    holdCall(SYS_getdents64);
}

class Planning : public testing::Test
{
protected:
    void SetUp() override { std::filesystem::create_directory(m_in); }

    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path() / name; }
    [[nodiscard]] std::vector<std::string> pictureRun() const
    {
        return {"run",
            "--quiet",
            "--workload",
            "image-filter",
            "--param",
            "input=" + m_in.string(),
            "--json",
            path("result.json"),
            "--results",
            path("results.csv")};
    }
    static bool isInTheFolder(const ChildProcess& program)
    {
        return eventually([&] { return isInCall(program, SYS_getdents64); });
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_in = m_folder.path() / "in";
};

} // namespace

TEST_F(Planning, F224_ASignalEndsItAtOnceWithItsReasonAndNothingStays)
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1}) {
        PipeEnds err = makePipe();
        ChildProcess program
            = startInterleave(pictureRun(), {.err = err.writer.get()}, letFoldersNeverAnswer);
        err.writer.reset();
        ASSERT_TRUE(isInTheFolder(program));
        program.signal(signal);
        const auto status = program.reapWithin(kAtOnce);
        ASSERT_TRUE(status.has_value()) << "signal " << signal;
        EXPECT_EQ(status->text(), "exited with status 130");
        const std::string why = std::string("interrupted by SIG") + ::sigabbrev_np(signal);
        EXPECT_THAT(readToEnd(err.reader), HasSubstr("interleave: " + why));
        EXPECT_THAT(filesIn(m_folder.path()), ElementsAre("in", "result.json"));
        const Json json = Json::parse(contentOf(path("result.json")), nullptr, false);
        EXPECT_EQ(json.value("errors", Json::array({""})).front(), why);
        std::filesystem::remove(path("result.json"));
    }
}

TEST_F(Planning, F224_WithoutAThreadMoreItIsPlannedAllTheSame)
{
    std::ofstream(m_in / "tiny.ppm", std::ios::binary) << "P6 2 2 255 123456789012";
    ChildProcess program = startInterleave(pictureRun(), {}, [] {
        filterCall(SYS_clone3, SECCOMP_RET_ERRNO | std::uint32_t{EAGAIN});
    });
    EXPECT_EQ(waitFor(program).code, 0);
}

class PlanningEngine : public Planning
{
protected:
    void SetUp() override
    {
        Planning::SetUp();
        auto [windows, engines] = Channel::createPair().value();
        m_engine.emplace(startInterleave({"engine", "--control-fd", std::to_string(engines.get())},
            {},
            letFoldersNeverAnswer,
            {engines.get()}));
        engines.reset();
        m_window.emplace(std::move(windows));
        ASSERT_TRUE(m_window->send(wire::start(
            {.workload = WorkloadKind::ImageFilter, .params = {{"input", m_in.string()}}})));
        ASSERT_TRUE(isInTheFolder(*m_engine));
    }
    [[nodiscard]] bool endsAtOnce() { return m_engine->reapWithin(kAtOnce).has_value(); }

    std::optional<ChildProcess> m_engine;
    std::optional<Channel> m_window;
};

TEST_F(PlanningEngine, F224_AWindowThatCancelsIsHeard)
{
    ASSERT_TRUE(m_window->send(wire::cancel()));
    EXPECT_TRUE(endsAtOnce());
    const auto messages = m_window->receive();
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(wire::typeOf(messages.front().message), wire::kRunFailed);
    EXPECT_TRUE(messages.front().message.value("cancelled", false));
}

TEST_F(PlanningEngine, F224_ItEndsWithItsWindow)
{
    m_window.reset();
    EXPECT_TRUE(endsAtOnce());
}

} // namespace interleave::test
