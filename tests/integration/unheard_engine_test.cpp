// A window's engine whose standard error nobody reads, and which is full.

#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "tests/integration/started_program.h"

#include <gtest/gtest.h>

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

} // namespace interleave::test
