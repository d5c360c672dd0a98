#include "core/process/stop_signals.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

namespace interleave::test {

TEST(StopSignals, F78_OneThatCameBeforeTheWatchIsNotForgotten)
{
    ChildProcess program = startChild([] {
        sigset_t terminate;
        ::sigemptyset(&terminate);
        ::sigaddset(&terminate, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &terminate, nullptr); // as who has started it may have
        ::raise(SIGTERM);
        EventLoop loop = EventLoop::create().value();
        int stops = 0;
        const auto signals = StopSignals::watch(loop, [&] { ++stops; }).value();
        loop.handleReady();
        return stops == 1 && signals->interrupted() && signals->signalName() == "SIGTERM" ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(program).clean());
}

} // namespace interleave::test
