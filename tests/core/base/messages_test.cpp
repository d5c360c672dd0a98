// Messages on a standard error whose reader takes little, or nothing.

#include "core/base/messages.h"
#include "tests/support/children.h"
#include "tests/support/pipes.h"
#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <poll.h>
#include <vector>

namespace interleave::test {

namespace {

// Fifty times what all messages together may wait.
constexpr std::uint64_t kSoon = std::uint64_t{kTimesSlower} * 7'500'000'000;

ChildProcess startSpeaker(const PipeEnds& err, const std::function<void(Messages&)>& speak)
{
    return startChild(
        [&] {
            ::dup2(err.writer.get(), STDERR_FILENO);
            Messages messages("speaker");
            speak(messages);
            return 0;
        },
        {err.writer.get(), err.reader.get()});
}

std::string whatIsSaid(const std::function<void(Messages&)>& speak)
{
    const PipeEnds err = makePipe();
    ChildProcess speaker = startSpeaker(err, speak);
    waitFor(speaker);
    std::array<char, 1000> text{};
    const ssize_t count = ::read(err.reader.get(), text.data(), text.size());
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

} // namespace

TEST(MessagesTest, SayWhoSpeaksInEachLineAndNothingThatATerminalObeys)
{
    const auto speak = [](Messages& messages) {
        messages.say("one\n\x1b[2Jtwo\n");
        messages.say(std::vector<std::string>{"three", "four"});
    };
    EXPECT_EQ(
        whatIsSaid(speak), "speaker: one\nspeaker: \\x1b[2Jtwo\nspeaker: three\nspeaker: four\n");
}

TEST(MessagesTest, F302_AllTogetherWaitOnceForAReaderThatSleeps)
{
    const PipeEnds err = makeFullPipe();
    ChildProcess speaker = startSpeaker(err, [](Messages& messages) {
        for (int i = 0; i < 200; ++i)
            messages.say("nobody hears this");
    });
    EXPECT_TRUE(speaker.reapWithin(kSoon).has_value());
}

TEST(MessagesTest, F302_AndForOneThatIsSlow)
{
    const PipeEnds err = makeFullPipe();
    ChildProcess speaker = startSpeaker(err, [](Messages& messages) {
        messages.say(std::vector<std::string>(500, std::string(7'000, 'x')));
    });
    const ChildProcess reader = startChild(
        [&] {
            std::array<char, 4096> some{};
            while (::read(err.reader.get(), some.data(), some.size()) > 0)
                ::poll(nullptr, 0, 50);
            return 0;
        },
        {err.reader.get()});
    EXPECT_TRUE(speaker.reapWithin(kSoon).has_value());
}

TEST(MessagesTest, AReaderThatComesBackHearsTheNext)
{
    const PipeEnds err = makeFullPipe();
    const int reader = err.reader.get();
    ::fcntl(reader, F_SETFL, O_NONBLOCK);
    ChildProcess speaker = startSpeaker(err, [&](Messages& messages) {
        messages.say("nobody hears this");
        std::array<char, 4096> some{};
        while (::read(reader, some.data(), some.size()) > 0) { }
        messages.say("this is heard");
    });
    waitFor(speaker);
    std::array<char, 100> text{};
    ASSERT_GT(::read(reader, text.data(), text.size() - 1), 0);
    EXPECT_STREQ(text.data(), "speaker: this is heard\n");
}

} // namespace interleave::test
