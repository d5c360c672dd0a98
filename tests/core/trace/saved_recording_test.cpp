// A recording as a file: what comes back, and what is refused.

#include "core/base/file.h"
#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <sys/stat.h>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string bytesOf(const Recording& recording, std::string_view result = "{}")
{
    std::string bytes;
    const auto write = [&](std::string_view part) -> Result<void, SystemError> {
        bytes += part;
        return {};
    };
    EXPECT_TRUE(recording.save(result, write));
    return bytes;
}

class SavedRecording : public testing::Test
{
protected:
    SavedRecording()
        : m_run({.tasks = 20'000, .workers = 5})
    {
        const std::vector<double> cores(4, 0.5);
        const std::vector<double> workers(5, 0.25);
        m_run.writer().appendFrame(SyntheticRun::kBegin + 10, {}, cores, cores, workers);
        m_run.finish();
    }

    void store(std::string_view bytes)
    {
        ASSERT_TRUE(writeFileAtomically(path(), bytes).has_value());
    }
    [[nodiscard]] std::filesystem::path path() const { return m_folder.path() / "a recording"; }

    // Why it cannot be opened; the file and what to do are in the message.
    [[nodiscard]] RecordingError refusal(const char* remedy) const
    {
        const auto opened = Recording::openFile(path());
        if (opened) {
            ADD_FAILURE() << "it was opened";
            return {};
        }
        EXPECT_THAT(opened.error().message, AllOf(HasSubstr("a recording"), HasSubstr(remedy)));
        return opened.error().kind;
    }

    SyntheticRun m_run;

private:
    TemporaryFolder m_folder;
};

} // namespace

TEST_F(SavedRecording, HasEveryEventOfEveryWorker)
{
    const auto live = m_run.recording();
    store(bytesOf(*live));
    const auto saved = Recording::openFile(path());
    ASSERT_TRUE(saved.has_value()) << saved.error().message;
    for (unsigned worker = 0; worker < live->workers(); ++worker) {
        const auto runs = live->log(worker);
        const auto savedRuns = saved->log(worker);
        ASSERT_EQ(runs.size(), savedRuns.size());
        for (std::size_t i = 0; i < runs.size(); ++i) {
            ASSERT_EQ(runs[i].size(), savedRuns[i].size());
            EXPECT_EQ(std::memcmp(runs[i].data(), savedRuns[i].data(), runs[i].size_bytes()), 0);
        }
    }
}

TEST_F(SavedRecording, SaysOfItsTrialWhatTheLiveOneSaid)
{
    const auto live = m_run.recording();
    store(bytesOf(*live, R"({"schema": 1})"));
    const auto saved = Recording::openFile(path()).value();
    EXPECT_EQ(saved.resultText(), R"({"schema": 1})");
    EXPECT_EQ(saved.experimentText(), live->experimentText());
    EXPECT_EQ(saved.state(), TrialState::Finished);
    EXPECT_EQ(saved.elapsedNs(), live->elapsedNs());
    EXPECT_EQ(saved.range(), live->range());
    EXPECT_EQ(saved.tasksEnded(), 20'000U);
    EXPECT_EQ(saved.worker(3).pid, live->worker(3).pid);
    EXPECT_EQ(saved.latency().p99Ns, live->latency().p99Ns);
    EXPECT_EQ(saved.utilisation().seconds, live->utilisation().seconds);
    EXPECT_EQ(saved.utilisation().workers, live->utilisation().workers);
}

TEST_F(SavedRecording, OpensWithThoseThatFollowItInTheFile)
{
    SyntheticRun second({.tasks = 100, .workers = 2, .trial = 7});
    second.finish();
    const std::string both = bytesOf(*m_run.recording()) + bytesOf(*second.recording(), "");
    store(both);
    const auto opened = Recording::openAll(path());
    ASSERT_TRUE(opened.has_value()) << opened.error().message;
    ASSERT_EQ(opened->size(), 2U);
    EXPECT_EQ(opened->at(0).tasksEnded(), 20'000U);
    EXPECT_EQ(opened->at(0).resultText(), "{}");
    EXPECT_EQ(opened->at(1).tasksEnded(), 100U);
    EXPECT_EQ(opened->at(1).trial(), 7U);
    EXPECT_EQ(Recording::openFile(path()).value().tasksEnded(), 20'000U) << "the first alone";
    store(both.substr(0, both.size() - 5'000));
    EXPECT_FALSE(Recording::openAll(path()).has_value()) << "the second is cut off";
}

TEST_F(SavedRecording, IsAsLargeAsItsEvents)
{
    SyntheticRun roomy({.tasks = 4'000'000, .workers = 2});
    roomy.append(1'000);
    EXPECT_LT(bytesOf(*roomy.recording()).size(), 4U << 20U) << "there is room for 128 MB";
}

TEST_F(SavedRecording, OfATrialWithoutEventsIsOneToo)
{
    SyntheticRun none({.tasks = 100, .workers = 2});
    store(bytesOf(*none.recording()));
    const auto saved = Recording::openFile(path()).value();
    EXPECT_EQ(saved.tasksEnded(), 0U);
    EXPECT_TRUE(saved.log(1).empty());
}

TEST_F(SavedRecording, MayBeSavedAgain)
{
    const std::string bytes = bytesOf(*m_run.recording());
    store(bytes);
    EXPECT_EQ(bytesOf(*Recording::openFile(path())), bytes);
}

TEST_F(SavedRecording, ThatFindsNoRoomFailsWithTheReasonAndIsNotGoneOnWith)
{
    int writes = 0;
    const auto full = [&](std::string_view) -> Result<void, SystemError> {
        if (++writes == 3)
            return fail(SystemError::Other, "the disk is full");
        return {};
    };
    const auto saved = m_run.recording()->save("{}", full);
    ASSERT_FALSE(saved.has_value());
    EXPECT_EQ(saved.error().message, "the disk is full");
    EXPECT_EQ(writes, 3);
}

TEST_F(SavedRecording, IsRefusedWhereThereIsNone)
{
    EXPECT_EQ(refusal("No such file"), RecordingError::System);
    ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
    EXPECT_EQ(refusal("--trace"), RecordingError::NotARecording);
}

TEST_F(SavedRecording, IsRefusedWhenItIsSomethingElse)
{
    store("");
    EXPECT_EQ(refusal("--trace"), RecordingError::NotARecording);
    store(std::string(100'000, 'x'));
    EXPECT_EQ(refusal("--trace"), RecordingError::NotARecording);
}

TEST_F(SavedRecording, OfAnotherVersionIsRefusedWithTheRemedy)
{
    std::string bytes = bytesOf(*m_run.recording());
    const std::uint32_t other = kRecordingVersion + 1;
    std::memcpy(bytes.data() + offsetof(RecordingLayout, version), &other, sizeof other);
    store(bytes);
    EXPECT_EQ(refusal("run the experiment again"), RecordingError::WrongVersion);
}

TEST_F(SavedRecording, OfTheVersionWithoutPartsOpensAndStaysThat)
{
    std::string bytes = bytesOf(*m_run.recording());
    const std::uint32_t before = 4;
    std::memcpy(bytes.data() + offsetof(RecordingLayout, version), &before, sizeof before);
    store(bytes);
    const auto opened = Recording::openFile(path());
    ASSERT_TRUE(opened.has_value()) << opened.error().message;
    EXPECT_EQ(opened->tasksEnded(), 20'000U);
    EXPECT_EQ(bytesOf(*opened).substr(0, sizeof kRecordingMagic + sizeof before),
        bytes.substr(0, sizeof kRecordingMagic + sizeof before));
}

TEST_F(SavedRecording, OfAVersionThatIsTooOldIsRefused)
{
    std::string bytes = bytesOf(*m_run.recording());
    const std::uint32_t old = kOldestRecordingVersion - 1;
    std::memcpy(bytes.data() + offsetof(RecordingLayout, version), &old, sizeof old);
    store(bytes);
    EXPECT_EQ(refusal("versions 4 to 5"), RecordingError::WrongVersion);
}

TEST_F(SavedRecording, ThatWasCutOffIsRefusedWhereverThatWas)
{
    const std::string bytes = bytesOf(*m_run.recording());
    for (const std::size_t left : {bytes.size() - 1, bytes.size() / 2, std::size_t{8'192}}) {
        store(std::string_view(bytes).substr(0, left));
        EXPECT_EQ(refusal("copy it again"), RecordingError::CutOff) << left;
    }
}

// Whatever is wrong, nothing outside is read (the sanitizers would see it).
TEST_F(SavedRecording, ThatIsDamagedIsRefusedOrReadWithoutHarm)
{
    const std::string whole = bytesOf(*m_run.recording());
    std::mt19937_64 random(1);
    for (int round = 0; round < 300; ++round) {
        std::string bytes = whole;
        for (int i = 0; i < 4; ++i)
            bytes[random() % (sizeof(RecordingHeader) + 4'096)] = static_cast<char>(random());
        std::memcpy(bytes.data(), whole.data(), 12); // it still says that it is one
        store(bytes);
        const auto opened = Recording::openFile(path());
        if (!opened)
            continue;
        std::uint64_t sum = opened->experimentText().size() + opened->resultText().size();
        for (unsigned worker = 0; worker < opened->workers(); ++worker) {
            for (const auto run : opened->log(worker))
                sum += run.front().end + run.back().end;
        }
        EXPECT_LE(opened->utilisation().seconds.size(), bytes.size()) << sum;
    }
}

} // namespace interleave::test
