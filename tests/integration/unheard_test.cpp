// An engine, and a run that is told to end, whose standard error is full and read by nobody, or
// slowly.

#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "tests/integration/started_program.h"
#include "tests/support/process_tree.h"
#include "tests/support/slowness.h"

#include <gmock/gmock.h>

#include <optional>

namespace interleave::test {

namespace {

class UnheardEngine : public testing::Test
{
protected:
    void start()
    {
        auto [windows, engines] = Channel::createPair().value();
        m_engine.emplace(startInterleave({"engine", "--control-fd", std::to_string(engines.get())},
            {.err = m_err.writer.get()},
            {},
            {engines.get()}));
        engines.reset();
        m_window.emplace(std::move(windows));
    }

    PipeEnds m_err = makeFullPipe();
    std::optional<ChildProcess> m_engine;
    std::optional<Channel> m_window;
};

// It has more to say than a pipe that is full takes: results, too, find no room.
class UnheardRun : public testing::Test
{
protected:
    UnheardRun()
        : m_program(startInterleave({"run",
                                        "--workload",
                                        "sleep",
                                        "--param",
                                        "duration=60",
                                        "--json",
                                        "/dev/full",
                                        "--results",
                                        m_folder.path() / "results.csv"},
            {.err = m_err.writer.get()}))
    {
    }
    void expectItEndsAtOnce()
    {
        ASSERT_TRUE(eventually([&] { return !childrenOf(m_program.pid()).empty(); }));
        m_program.signal(SIGTERM);
        const auto status = m_program.reapWithin(std::uint64_t{kTimesSlower} * 1'000'000'000);
        ASSERT_TRUE(status.has_value());
        EXPECT_EQ(status->text(), "exited with status 130");
        EXPECT_THAT(filesIn(m_folder.path()), testing::ElementsAre("results.csv"));
    }

    TemporaryFolder m_folder;
    PipeEnds m_err = makeFullPipe();
    ChildProcess m_program;
};

} // namespace

TEST_F(UnheardEngine, F300_ARunThatCannotBeginEndsIt)
{
    start();
    ASSERT_TRUE(m_window->send(wire::start(
        {.workload = WorkloadKind::ImageFilter, .params = {{"input", "/no/such/folder"}}})));
    EXPECT_EQ(waitFor(*m_engine).text(), "exited with status 2");
    const auto messages = m_window->receive();
    ASSERT_FALSE(messages.empty());
    EXPECT_EQ(wire::typeOf(messages.back().message), wire::kRunFailed);
}

TEST_F(UnheardEngine, F300_SoDoesItsWindowThatGoesBeforeItHasSaidWhatToRun)
{
    start();
    m_window.reset();
    EXPECT_EQ(waitFor(*m_engine).text(), "exited with status 2");
}

TEST_F(UnheardRun, F305_ASignalEndsIt)
{
    expectItEndsAtOnce();
}

TEST_F(UnheardRun, F305_AlsoWhereItsReaderIsSlow)
{
    const ChildProcess reader = startChild(
        [&] {
            std::array<char, 100> some{};
            while (::read(m_err.reader.get(), some.data(), some.size()) > 0)
                ::poll(nullptr, 0, 50);
            return 0;
        },
        {m_err.reader.get()});
    expectItEndsAtOnce();
}

} // namespace interleave::test
