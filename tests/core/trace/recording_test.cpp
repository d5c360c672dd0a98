#include "core/base/file.h"
#include "core/trace/recorder.h"
#include "core/trace/recording.h"
#include "tests/support/children.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fcntl.h>
#include <numeric>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave::test {

namespace {

constexpr int kCores[] = {0, 5};
constexpr FrameActivity kActivity{
    .tasksEnded = 1'000, .switches = 20, .queued = 9'000, .residentBytes = 1 << 20, .waiting = 3};

RecordingSpec spec(std::uint64_t tasks, std::uint32_t workers)
{
    return {.tasks = tasks, .workers = workers, .cores = kCores, .experimentText = "{\"a\": 1}"};
}

TraceEvent taskEvent(std::uint64_t task, std::uint64_t duration = 10)
{
    const std::uint64_t begin = 1'000 * (task + 1);
    return {begin, begin + duration, task, 0, 1, EventKind::Task, TaskOutcome::Succeeded};
}

std::vector<std::uint64_t> tasksIn(const Recording& recording, unsigned worker)
{
    std::vector<std::uint64_t> tasks;
    for (const auto run : recording.log(worker)) {
        for (const TraceEvent& event : run)
            tasks.push_back(event.task);
    }
    return tasks;
}

Recording read(const RecordingWriter& writer)
{
    return *Recording::open(writer.descriptor());
}

// The bytes of a recording as a file of its own, changed by `damage`.
tl::expected<Recording, Failure<RecordingError>> openDamaged(RecordingWriter& writer,
    const std::function<void(RecordingHeader&, std::size_t& bytes)>& damage)
{
    const TemporaryFolder folder;
    std::size_t bytes = writer.header().layout.totalBytes;
    std::string copy(reinterpret_cast<const char*>(&writer.header()), bytes);
    RecordingHeader header{};
    std::memcpy(&header.layout, copy.data(), sizeof header.layout);
    damage(header, bytes);
    std::memcpy(copy.data(), &header.layout, sizeof header.layout);
    copy.resize(bytes);
    const auto path = folder.path() / "recording";
    EXPECT_TRUE(writeFileAtomically(path, copy).has_value());
    const UniqueFd fd(::open(path.c_str(), O_RDONLY));
    return Recording::open(fd.get());
}

} // namespace

TEST(Recording, TellsWhatItWasMadeFor)
{
    auto writer = RecordingWriter::create(spec(100, 3)).value();
    const Recording recording = read(writer);
    EXPECT_EQ(recording.tasks(), 100U);
    EXPECT_EQ(recording.workers(), 3U);
    EXPECT_EQ(recording.cores(), 2U);
    EXPECT_EQ(recording.experimentText(), "{\"a\": 1}");
    EXPECT_EQ(recording.state(), TrialState::Starting);
    EXPECT_EQ(recording.elapsedNs(), 0U);
}

TEST(Recording, KeepsEachWorkersEventsInOrder)
{
    auto writer = RecordingWriter::create(spec(10'000, 2)).value();
    Recorder first(writer, 0);
    Recorder second(writer, 1);
    for (std::uint64_t task = 0; task < 10'000; ++task)
        (task % 3 == 0 ? first : second).taskEnded(taskEvent(task));
    const Recording recording = read(writer);
    const auto tasks = tasksIn(recording, 0);
    EXPECT_EQ(tasks.size(), 3'334U);
    EXPECT_TRUE(std::ranges::is_sorted(tasks));
    EXPECT_EQ(tasksIn(recording, 1).size(), 6'666U);
    EXPECT_EQ(recording.tasksEnded(), 10'000U);
    EXPECT_EQ(recording.eventCounts().recorded, 10'000U);
    EXPECT_EQ(recording.eventCounts().dropped, 0U);
}

TEST(Recording, HasRoomForThePartsOfEveryTask)
{
    RecordingSpec pictures = spec(10'000, 2);
    pictures.partsPerTask = 3;
    EXPECT_GE(RecordingWriter::leastBytes(pictures),
        RecordingWriter::leastBytes(spec(10'000, 2)) + 30'000 * sizeof(TraceEvent));
    auto writer = RecordingWriter::create(pictures).value();
    Recorder recorder(writer, 0);
    for (std::uint64_t task = 0; task < 10'000; ++task) {
        TraceEvent part = taskEvent(task);
        part.kind = EventKind::Part;
        for (int i = 0; i < 3; ++i)
            recorder.note(part);
        recorder.taskEnded(taskEvent(task));
    }
    EXPECT_EQ(read(writer).eventCounts().dropped, 0U);
    EXPECT_EQ(read(writer).eventCounts().recorded, 40'000U);
    EXPECT_EQ(read(writer).tasksEnded(), 10'000U);
}

TEST(Recording, AStayThatWasInterruptedIsNoneLikeThoseThatItStandsFor)
{
    auto writer = RecordingWriter::create(spec(100, 1)).value();
    Recorder recorder(writer, 0);
    constexpr std::uint64_t kRounds = 100;
    constexpr std::uint64_t kTicks = 6'400; // from one that is timed to the next
    const auto stay = [](std::uint64_t begin, std::uint64_t end) {
        return TraceEvent{.begin = begin, .end = end, .kind = EventKind::Hold};
    };
    for (std::uint64_t round = 1; round <= kRounds; ++round)
        recorder.held(stay(round * kTicks - 50, round * kTicks), false, 64);
    recorder.held(stay(kRounds * kTicks, (kRounds + 1) * kTicks), false, 64);
    recorder.countAcquisitions(64 * (kRounds + 1));
    const Recording recording = read(writer);
    const std::uint64_t all = recording.clock().toNs((kRounds + 1) * kTicks);
    EXPECT_LT(recording.worker(0).sync.holdNs, all) << "held longer than there was time";
}

TEST(Recording, AWaitWithoutEndIsAWaitForWhoHadTheLock)
{
    auto writer = RecordingWriter::create(spec(100, 2)).value();
    Recorder(writer, 0).neverGot(
        {.begin = 100, .end = 900, .waitTicks = 2, .kind = EventKind::Wait}, 50);
    const Recording recording = read(writer);
    EXPECT_EQ(recording.worker(0).sync.contended, 1U);
    ASSERT_EQ(recording.waits().size(), 1U);
    EXPECT_EQ(recording.waits().front().holder, 1U);
}

TEST(Recording, OneWorkerMayFillTheWholeLog)
{
    auto writer = RecordingWriter::create(spec(50'000, 16)).value();
    Recorder only(writer, 7);
    for (std::uint64_t task = 0; task < 50'000; ++task)
        only.taskEnded(taskEvent(task));
    EXPECT_EQ(tasksIn(read(writer), 7).size(), 50'000U);
}

TEST(Recording, CountsWhatDoesNotFitAndKeepsTotalsExact)
{
    RecordingSpec small = spec(100'000, 1);
    small.maxEventBytes = 64 * 1024;
    auto writer = RecordingWriter::create(small).value();
    Recorder recorder(writer, 0);
    for (std::uint64_t task = 0; task < 100'000; ++task)
        recorder.taskEnded(taskEvent(task));
    const Recording recording = read(writer);
    const EventCounts counts = recording.eventCounts();
    EXPECT_GT(counts.dropped, 0U);
    EXPECT_EQ(counts.recorded + counts.dropped, 100'000U);
    EXPECT_EQ(recording.tasksEnded(), 100'000U);
    EXPECT_EQ(tasksIn(recording, 0).size(), counts.recorded);
}

// Killed when it had counted the event as dropped, and not yet the task as ended.
TEST(Recording, F86_AnEventThatIsDroppedWhenItsWorkerDiesIsCountedOnce)
{
    RecordingSpec small = spec(100'000, 1);
    small.maxEventBytes = 64 * 1024;
    auto writer = RecordingWriter::create(small).value();
    Recorder recorder(writer, 0);
    for (std::uint64_t task = 0; task < 99'998; ++task)
        recorder.taskEnded(taskEvent(task));
    recorder.note(taskEvent(99'998));
    Recorder(writer, 0).countEnd(taskEvent(99'998));
    Recorder(writer, 0).countEnd(taskEvent(99'999)); // nor the event of this one
    const Recording recording = read(writer);
    const EventCounts counts = recording.eventCounts();
    EXPECT_EQ(recording.tasksEnded(), 100'000U);
    EXPECT_EQ(counts.recorded + counts.dropped, 100'000U);
}

TEST(Recording, ASuccessorGoesOnWhereADeadWorkerStopped)
{
    auto writer = RecordingWriter::create(spec(1'000, 1)).value();
    ASSERT_TRUE(runInProcesses(1, [&](int) {
        Recorder recorder(writer, 0);
        for (std::uint64_t task = 0; task < 300; ++task)
            recorder.taskEnded(taskEvent(task));
    }));
    Recorder successor(writer, 0);
    for (std::uint64_t task = 300; task < 1'000; ++task)
        successor.taskEnded(taskEvent(task));
    std::vector<std::uint64_t> expected(1'000);
    std::iota(expected.begin(), expected.end(), 0U);
    EXPECT_EQ(tasksIn(read(writer), 0), expected);
}

TEST(Recording, AnEndThatFillsABlockIsWrittenOnceAlsoWhenItsWorkerDiedBeforeItCounted)
{
    auto writer = RecordingWriter::create(spec(1'000, 1)).value();
    const std::uint64_t block = writer.header().layout.blockEvents;
    ASSERT_TRUE(runInProcesses(1, [&](int) {
        Recorder recorder(writer, 0);
        for (std::uint64_t task = 0; task + 1 < block; ++task)
            recorder.taskEnded(taskEvent(task));
        recorder.note(taskEvent(block - 1)); // and dies before it has counted it
    }));
    Recorder(writer, 0).countEnd(taskEvent(block - 1));
    Recorder(writer, 0).taskEnded(taskEvent(block));
    std::vector<std::uint64_t> expected(block + 1);
    std::iota(expected.begin(), expected.end(), 0U);
    EXPECT_EQ(tasksIn(read(writer), 0), expected);
    EXPECT_EQ(read(writer).tasksEnded(), block + 1);
}

TEST(Recording, ASuccessorThatDiesWithANewBlockLeavesNoHoleInTheLog)
{
    auto writer = RecordingWriter::create(spec(1'000, 1)).value();
    const std::uint64_t block = writer.header().layout.blockEvents;
    Recorder first(writer, 0);
    for (std::uint64_t task = 0; task < block; ++task)
        first.taskEnded(taskEvent(task));
    writer.header().blocksTaken = 2; // it dies here, before the event that made it take another
    writer.blockOwners()[1] = 1;
    Recorder(writer, 0).countEnd(taskEvent(block - 1)); // as after a death before it had counted
    Recorder(writer, 0).taskEnded(taskEvent(block));
    std::vector<std::uint64_t> expected(block + 1);
    std::iota(expected.begin(), expected.end(), 0U);
    EXPECT_EQ(tasksIn(read(writer), 0), expected);
}

TEST(Recording, GivesPercentilesWithinAPercent)
{
    auto writer = RecordingWriter::create(spec(1'000, 2)).value();
    Recorder first(writer, 0);
    Recorder second(writer, 1);
    for (std::uint64_t task = 0; task < 1'000; ++task)
        (task % 2 == 0 ? first : second).taskEnded(taskEvent(task, 1'000 * (task + 1)));
    const LatencySummary latency = read(writer).latency();
    EXPECT_NEAR(latency.minNs, 1'000, 1);
    EXPECT_NEAR(latency.p50Ns, 500'000, 5'000);
    EXPECT_NEAR(latency.p90Ns, 900'000, 9'000);
    EXPECT_NEAR(latency.p99Ns, 990'000, 9'900);
    EXPECT_NEAR(latency.maxNs, 1'000'000, 1);
}

TEST(Recording, HasNoLatencyBeforeTheFirstTask)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    EXPECT_EQ(read(writer).latency().maxNs, 0);
}

TEST(Recording, GivesBackTheSamplersShares)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    writer.header().beginTicks = 1'000'000'000;
    const double machine[] = {0.5, 1.0};
    const double run[] = {0.25, 1.5};
    const double workers[] = {0.75};
    EXPECT_FALSE(writer.appendFrame(3'000'000'000, kActivity, machine, run, workers));
    const UtilisationSeries series = read(writer).utilisation();
    ASSERT_EQ(series.seconds.size(), 1U);
    EXPECT_DOUBLE_EQ(series.seconds[0], 2.0);
    EXPECT_EQ(series.cores, (std::vector<std::int32_t>{0, 5}));
    EXPECT_FLOAT_EQ(series.machine[0][0], 0.5F);
    EXPECT_FLOAT_EQ(series.run[1][0], 1.0F) << "a share is at most 1";
    EXPECT_FLOAT_EQ(series.workers[0][0], 0.75F);
    ASSERT_EQ(series.activity.size(), 1U);
    EXPECT_EQ(series.activity[0].tasksEnded, 1'000U);
    EXPECT_EQ(series.activity[0].waiting, 3U);
}

TEST(Recording, KeepsOfTwoFramesTheLaterSumsAndTheHigherPeaks)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    const std::uint32_t capacity = writer.header().layout.frameCapacity;
    const double cores[] = {0, 0};
    const double worker[] = {0};
    for (std::uint32_t i = 0; i <= capacity; ++i) {
        FrameActivity activity{};
        activity.tasksEnded = 10 * (i + 1);
        activity.switches = 3 * (i + 1);
        activity.queued = 2 * capacity - i;
        activity.waiting = i == 2 ? 7 : 1;
        activity.residentBytes = i == 5 ? 9'000 : 4'000;
        static_cast<void>(writer.appendFrame(i + 1, activity, cores, cores, worker));
    }
    const auto activity = read(writer).utilisation().activity;
    ASSERT_EQ(activity.size(), capacity / 2 + 1);
    EXPECT_EQ(activity[1].tasksEnded, 40U);
    EXPECT_EQ(activity[1].switches, 12U);
    EXPECT_EQ(activity[1].queued, 2 * capacity - 2) << "before the interval it was longer";
    EXPECT_EQ(activity[1].waiting, 7U);
    EXPECT_EQ(activity[2].waiting, 1U);
    EXPECT_EQ(activity[2].residentBytes, 9'000U);
    EXPECT_EQ(activity.back().tasksEnded, 10 * (capacity + 1));
}

TEST(Recording, HalvesItsFramesWhenTheyAreFullAndLosesNoAverage)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    const std::uint32_t capacity = writer.header().layout.frameCapacity;
    const double none[] = {0, 0};
    const double low[] = {0.2, 0.2};
    const double high[] = {0.6, 0.6};
    const double worker[] = {0};
    for (std::uint32_t i = 0; i < capacity; ++i)
        EXPECT_FALSE(writer.appendFrame(i + 1, {}, i % 2 == 0 ? low : high, none, worker));
    EXPECT_TRUE(writer.appendFrame(capacity + 1, {}, low, none, worker));
    const UtilisationSeries series = read(writer).utilisation();
    ASSERT_EQ(series.seconds.size(), capacity / 2 + 1);
    EXPECT_FLOAT_EQ(series.machine[0][0], 0.4F);
    EXPECT_FLOAT_EQ(series.machine[0].back(), 0.2F);
}

TEST(Recording, RefusesWhatDoesNotBeginAsOne)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    const auto opened = openDamaged(
        writer, [](RecordingHeader& header, std::size_t&) { header.layout.magic[0] = 'X'; });
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().kind, RecordingError::NotARecording);
}

TEST(Recording, RefusesAnotherVersionAndNamesBoth)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    const auto opened = openDamaged(
        writer, [](RecordingHeader& header, std::size_t&) { header.layout.version = 99; });
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().kind, RecordingError::WrongVersion);
    EXPECT_NE(opened.error().message.find("99"), std::string::npos);
}

TEST(Recording, RefusesAFileThatWasCutOff)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    for (const std::size_t left : {0U, 100U, 5'000U}) {
        const auto opened
            = openDamaged(writer, [&](RecordingHeader&, std::size_t& bytes) { bytes = left; });
        EXPECT_FALSE(opened.has_value()) << left << " bytes";
    }
}

TEST(Recording, RefusesEverySectionThatLiesOutside)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    Section RecordingLayout::*const sections[] = {&RecordingLayout::experiment,
        &RecordingLayout::coreNumbers,
        &RecordingLayout::counters,
        &RecordingLayout::histograms,
        &RecordingLayout::blockOwners,
        &RecordingLayout::events,
        &RecordingLayout::frames};
    for (auto section : sections) {
        for (const std::uint64_t offset : {std::uint64_t{1} << 40U, UINT64_MAX - 7}) {
            const auto opened = openDamaged(writer, [&](RecordingHeader& header, std::size_t&) {
                (header.layout.*section).offset = offset;
            });
            EXPECT_FALSE(opened.has_value());
        }
    }
}

TEST(Recording, RefusesCountsThatAreTooLargeForTheirSections)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    const std::function<void(RecordingLayout&)> lies[] = {
        [](RecordingLayout& layout) { layout.workers = 1'000; },
        [](RecordingLayout& layout) { layout.workers = 0; },
        [](RecordingLayout& layout) { layout.cores = 5'000; },
        [](RecordingLayout& layout) { layout.blocks = UINT64_MAX / 2; },
        [](RecordingLayout& layout) { layout.blockEvents = UINT32_MAX; },
        [](RecordingLayout& layout) { layout.frameCapacity = UINT32_MAX; },
        [](RecordingLayout& layout) { layout.frameStride = 8; },
        [](RecordingLayout& layout) { layout.nsPerTick = -1; },
        [](RecordingLayout& layout) { layout.totalBytes *= 2; },
    };
    for (std::size_t i = 0; i < std::size(lies); ++i) {
        const auto opened = openDamaged(
            writer, [&](RecordingHeader& header, std::size_t&) { lies[i](header.layout); });
        EXPECT_FALSE(opened.has_value()) << "lie " << i;
    }
}

TEST(Recording, RefusesBlocksWhoseBytesOverflow)
{
    auto writer = RecordingWriter::create(spec(10, 1)).value();
    RecordingLayout layout = writer.header().layout;
    layout.blockEvents = 1U << 20U;
    layout.blocks = std::uint64_t{1} << (64U - 20U - 5U); // times 2^20 events of 32 bytes: 0 bytes
    layout.blockOwners = {std::uint64_t{1} << 42U, layout.blocks * sizeof(std::uint32_t)};
    layout.totalBytes = std::uint64_t{1} << 44U;
    const UniqueFd fd(::memfd_create("sparse", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(fd.get(), static_cast<off_t>(layout.totalBytes)), 0);
    ASSERT_EQ(::pwrite(fd.get(), &layout, sizeof layout, 0), ssize_t{sizeof layout});
    ASSERT_EQ(::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK), 0);
    EXPECT_FALSE(Recording::open(fd.get()).has_value());
}

TEST(Recording, RefusesMemoryThatCouldShrinkUnderIt)
{
    const UniqueFd fd(::memfd_create("unsealed", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(fd.get(), 1 << 20), 0);
    const auto opened = Recording::open(fd.get());
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().kind, RecordingError::NotSealed);
}

TEST(Recording, ALyingWriterCannotLeadTheReaderOutside)
{
    auto writer = RecordingWriter::create(spec(1'000, 1)).value();
    Recorder recorder(writer, 0);
    recorder.taskEnded(taskEvent(0));
    const Recording recording = read(writer);
    writer.counters(0).events = UINT64_MAX;
    writer.header().blocksTaken = UINT64_MAX;
    writer.header().frameCount = UINT32_MAX;
    std::ranges::for_each(writer.blockOwners(), [](auto& owner) { owner = 1; });
    EXPECT_LE(tasksIn(recording, 0).size(), writer.events().size());
    EXPECT_LE(recording.utilisation().seconds.size(), writer.header().layout.frameCapacity);
}

} // namespace interleave::test
