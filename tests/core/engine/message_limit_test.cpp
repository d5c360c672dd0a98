// What one end of a channel sends the other end takes, or the sender is told that it cannot be
// sent.

#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "tests/support/children.h"
#include "tests/support/watched_engine.h"

#include <gtest/gtest.h>

namespace interleave::test {

TEST(MessageLimit, F54_AMessageThatNobodyWouldTakeIsNotSent)
{
    auto pair = Channel::createPair().value();
    Channel sender(std::move(pair.first));
    Channel receiver(std::move(pair.second));
    const auto sent = sender.send({{"text", std::string(Channel::kMaxMessageBytes, 'x')}});
    ASSERT_FALSE(sent.has_value());
    EXPECT_EQ(sent.error().kind, SystemError::LimitReached);
    ASSERT_TRUE(sender.send({{"after", 1}}));
    EXPECT_EQ(receiver.receive().size(), 1U);
    EXPECT_FALSE(receiver.closed());
}

TEST(MessageLimit, F54_TheLargestMessageArrives)
{
    auto pair = Channel::createPair().value();
    Channel sender(std::move(pair.first));
    Channel receiver(std::move(pair.second));
    const Json nothing{{"text", ""}, {"descriptor", false}};
    const std::size_t room = Channel::kMaxMessageBytes - nothing.dump().size();
    const int keep[] = {sender.descriptor()};
    auto child = ChildProcess::fork(keep, [&] {
        return sender.send({{"text", std::string(room, 'x')}}) ? 0 : 1;
    });
    ASSERT_TRUE(child.has_value());
    std::vector<WireMessage> messages;
    ASSERT_TRUE(eventually([&] {
        for (WireMessage& received : receiver.receive())
            messages.push_back(std::move(received));
        return !messages.empty();
    }));
    EXPECT_EQ(messages[0].message["text"].get<std::string>().size(), room);
}

TEST(MessageLimit, F54_TheEndOfARunDoesNotGrowWithItsTrials)
{
    RunResult few;
    few.trials.resize(1);
    RunResult many;
    many.trials.resize(900);
    EXPECT_LT(wire::runFinished(many).dump().size(), wire::runFinished(few).dump().size() + 100);
}

TEST(MessageLimit, F54_AWindowHasEveryTrialInTheOrderInWhichTheyRan)
{
    const auto client = startEngine(INTERLEAVE_PROGRAM,
        {.workload = WorkloadKind::Squares, .tasks = 10, .workers = 1, .trials = 150});
    const auto finished = await<RunFinished>(*client);
    ASSERT_TRUE(finished.has_value());
    EXPECT_EQ(finished->result.trials.size(), 150U);
    EXPECT_TRUE(finished->result.errors.empty());
    for (const TrialResult& trial : finished->result.trials)
        EXPECT_EQ(trial.tasks.succeeded, 10U);
}

} // namespace interleave::test
