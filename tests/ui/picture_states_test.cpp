// What the gallery knows of each task, and the sentences about pictures.

#include "core/model/image_parameters.h"
#include "core/trace/recorder.h"
#include "core/trace/recording_writer.h"
#include "core/trace/tick_range.h"
#include "tests/support/synthetic_recording.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_note.h"
#include "ui/images/pictures_text.h"
#include "ui/images/result_format.h"
#include "ui/models/pictures_sentence.h"
#include "ui/race/outcome_text.h"
#include "ui/timeline/task_text.h"
#include "ui/views/own_results.h"
#include "ui/views/run_answer.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

constexpr test::SyntheticSpec kTwenty{
    .tasks = 20, .workers = 2, .failedOneIn = 0, .lockOneIn = 0, .deathOneIn = 0};

TEST(PictureStates, FollowTheRecording)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    EXPECT_TRUE(states.look());
    EXPECT_EQ(states.size(), 20U);
    EXPECT_EQ(states.counts().done, 0U);
    run.append(8);
    EXPECT_TRUE(states.look());
    EXPECT_EQ(states.counts().done, 8U);
    EXPECT_EQ(states[7].state, PictureState::Done);
    EXPECT_EQ(states[8].state, PictureState::Waiting);
    EXPECT_GT(states[7].end, states[7].begin);
}

TEST(PictureStates, InStripsAPictureIsDoneWithTheLastOfItsTasks)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    EXPECT_EQ(states.size(), 4U);
    run.append(4);
    states.look();
    EXPECT_EQ(states.counts().done, 0U);
    run.append(6);
    states.look();
    EXPECT_EQ(states.counts().done, 2U);
    EXPECT_EQ(states[1].task, 9U);
    EXPECT_LT(states[1].since, states[1].begin);
    EXPECT_EQ(states.pictureOf(14), 2U);
    EXPECT_EQ(states.pictureOf(20), std::nullopt);
}

// Of decoding, a strip of each of two workers, and encoding, which began while these were at it.
TEST(PictureStates, InStripsWhatATaskWaitedForTheOthersIsNotItsTime)
{
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    experiment.params["division"] = std::string("strip");
    experiment.params["output"] = std::string("/there");
    experiment.params["filters"] = std::string("grayscale");
    const auto plan = stripPlanOf(experiment, 2);
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->tasksPerPicture(), 4U);
    const int core = 0;
    auto writer = RecordingWriter::create(
        {.clock = Clock::calibrate(), .tasks = 4, .workers = 2, .cores = {&core, 1}});
    const auto end = [&](Recorder& recorder, std::uint64_t task, TickRange time) {
        recorder.taskEnded(
            {time.begin, time.end, task, 0, 0, EventKind::Task, TaskOutcome::Succeeded});
    };
    Recorder one(*writer, 0);
    Recorder two(*writer, 1);
    end(one, 0, {1'000'000, 4'000'000});
    end(one, 1, {4'000'000, 9'000'000});
    end(two, 2, {1'500'000, 6'000'000}); // waits for the decoding
    end(two, 3, {6'000'000, 10'000'000}); // ... and for the other strip
    auto opened = Recording::open(writer->descriptor());
    ASSERT_TRUE(opened);
    const auto recording = std::make_shared<const Recording>(*std::move(opened));
    PictureStates states;
    states.begin(recording, 4);
    ASSERT_TRUE(states.look());
    const auto times = states.timesOf(0, *plan);
    ASSERT_TRUE(times);
    const Clock& clock = recording->clock();
    EXPECT_EQ(times->decodeNs, clock.toNs(3'000'000));
    EXPECT_EQ(times->filterNs, clock.toNs(5'000'000) + clock.toNs(2'000'000));
    EXPECT_EQ(times->encodeNs, clock.toNs(1'000'000));
    EXPECT_EQ(timesSentence({.decodeNs = 3'000'000, .filterNs = 7'000'000, .encodeNs = 1'000'000}),
        QStringLiteral("decoded in 3.00 ms, filtered in 7.00 ms, encoded in 1.00 ms"));
}

TEST(PictureStates, KnowOfATaskThatTellsItsPartsWhereItsTimeWent)
{
    const int core = 0;
    auto writer = RecordingWriter::create(
        {.clock = Clock::fromHeader(ClockSource::Monotonic, 1), .tasks = 3, .cores = {&core, 1}});
    Recorder recorder(*writer, 0);
    const auto part = [&](PicturePart which, TickRange time) {
        const auto number = static_cast<std::uint16_t>(which);
        recorder.note({time.begin, time.end, 1, 0, number, EventKind::Part, {}});
    };
    recorder.taskEnded({1'000, 2'000, 0, 0, 0, EventKind::Task, {}});
    part(PicturePart::Decode, {2'000, 2'300});
    part(PicturePart::Filter, {2'300, 3'000});
    part(PicturePart::Encode, {3'000, 3'100});
    PictureStates states;
    states.begin(std::make_shared<const Recording>(*Recording::open(writer->descriptor())), 1);
    states.look();
    EXPECT_FALSE(states.timesOf(1)) << "its task has not ended";
    recorder.taskEnded({2'000, 3'200, 1, 0, 0, EventKind::Task, {}});
    states.look();
    const auto times = states.timesOf(1);
    ASSERT_TRUE(times);
    EXPECT_EQ(times->decodeNs, 300U);
    EXPECT_EQ(times->filterNs, 700U);
    EXPECT_EQ(times->encodeNs, 100U);
    EXPECT_FALSE(states.timesOf(0)) << "it has told nothing";
    EXPECT_FALSE(states.timesOf(2)) << "nobody has begun it";
}

TEST(PictureStates, InStripsAPictureFailsWithAnyOfItsTasksForTheFirstReason)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    TrialResult trial;
    trial.errors = {{6, "failed", "b.jpg: damaged"}, {7, "failed", "b.jpg: task 6 was lost"}};
    states.finish(trial);
    EXPECT_EQ(states[1].state, PictureState::Failed);
    EXPECT_EQ(states[1].reason, QStringLiteral("b.jpg: damaged"));
    EXPECT_EQ(states.counts().failed, 1U);
}

// Of a log that others read, one task after the other.
void log(test::SyntheticRun& run,
    std::uint32_t worker,
    std::uint64_t task,
    std::uint64_t end,
    TaskOutcome outcome = TaskOutcome::Succeeded)
{
    Recorder(run.writer(), worker).taskEnded({end - 10, end, task, 0, 0, EventKind::Task, outcome});
}

TEST(PictureStates, InStripsAPictureIsNotDoneBeforeAllOfItsTasks)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    for (const std::uint64_t task : {0U, 1U, 2U, 4U}) // the highest-numbered one before another
        log(run, 0, task, 2'000'000 + task);
    states.look();
    EXPECT_EQ(states.counts().done, 0U);
    log(run, 1, 3, 2'000'100);
    states.look();
    EXPECT_EQ(states.counts().done, 1U);
    EXPECT_EQ(states[0].until, 2'000'100U);
}

TEST(PictureStates, InStripsAFailureStaysWhoeverIsReadLater)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    log(run, 0, 1, 2'000'000, TaskOutcome::Failed);
    for (const std::uint64_t task : {0U, 2U, 3U, 4U})
        log(run, 1, task, 2'000'100 + task);
    states.look();
    EXPECT_EQ(states[0].state, PictureState::Failed);
    EXPECT_EQ(states[0].task, 1U);
}

TEST(PictureStates, KnowWhatATaskDidTheLastTimeInWhateverLogThatIs)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    log(run, 0, 7, 2'000'500);
    log(run, 1, 7, 2'000'100, TaskOutcome::Failed); // it ran there before
    states.look();
    EXPECT_EQ(states[7].state, PictureState::Done);
    EXPECT_EQ(states[7].worker, 0U);
    EXPECT_EQ(states.counts().failed, 0U);
}

TEST(PictureStates, AreOfOneTaskEachUntilSomebodySaysMore)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    states.start(4);
    EXPECT_EQ(states.pictureOf(3), 3U);
    EXPECT_FALSE(states.inStrips());
}

TEST(PictureStates, F351_ListTheFirstOnesWhereAllWouldTakeTheMemory)
{
    PictureStates states;
    states.start(100'000'000);
    EXPECT_EQ(states.size(), PictureStates::kMostListed);
    EXPECT_EQ(states.all(), 100'000'000U);
    states.start(1'000'000, 1'000);
    EXPECT_EQ(states.size(), PictureStates::kMostTasks / 1'000);
    EXPECT_EQ(progressSentence(states, {}),
        QStringLiteral("0 of 2,000 pictures are done, of those that are listed"));
}

TEST(PictureStates, HaveResultsWithoutARecordingWhereTheTrialIsComplete)
{
    PictureModel model;
    model.start(3, nullptr);
    model.finish(TrialResult{.end = TrialEnd::Finished});
    EXPECT_TRUE(model.states().mayHaveResult(1));
    EXPECT_EQ(model.stateText(1), QStringLiteral("done; by whom is not recorded"));
    model.start(3, nullptr);
    model.finish(TrialResult{.end = TrialEnd::Cancelled});
    EXPECT_FALSE(model.states().mayHaveResult(1));
    EXPECT_EQ(model.stateText(1), QStringLiteral("not filtered, or not recorded"));
}

TEST(PictureModel, SaysOfAFailureWhoseReasonWasNotKeptThatItWasNot)
{
    test::SyntheticRun run(kTwenty);
    PictureModel model;
    model.begin(run.recording(), 1);
    log(run, 0, 2, 2'000'000, TaskOutcome::Failed);
    model.look();
    EXPECT_TRUE(model.stateText(2).contains(QStringLiteral("is told when the run is over")));
    model.finish(TrialResult{});
    EXPECT_TRUE(model.stateText(2).contains(QStringLiteral("was not kept")));
}

TEST(PictureModel, NamesTheSubfolderOfPicturesThatAreCalledTheSame)
{
    PictureModel model;
    model.start(3, nullptr);
    model.setPictures(std::make_shared<const PictureList>(*PictureList::make(
                          {.pictures = {{"/in/a/x.png"}, {"/in/b/x.png"}, {"/in/b/y.png"}}})),
        "/in");
    EXPECT_EQ(model.nameOf(0), QStringLiteral("a/x.png"));
    EXPECT_EQ(model.nameOf(1), QStringLiteral("b/x.png"));
    EXPECT_EQ(model.nameOf(2), QStringLiteral("y.png"));
    EXPECT_EQ(
        withoutName(QStringLiteral("x.png: damaged"), model.nameOf(0)), QStringLiteral("damaged"));
}

TEST(PictureStates, TellOnlyWhatHasChanged)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    run.append(3);
    states.look();
    EXPECT_EQ(states.takeChanged().size(), 3U);
    states.look();
    EXPECT_TRUE(states.takeChanged().empty());
}

TEST(PictureStates, SayWhichAWorkerIsAt)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    run.writer().counters(1).inTask = 5 + 1;
    states.look();
    EXPECT_EQ(states[5].state, PictureState::InWork);
    EXPECT_EQ(states[5].worker, 1U);
    EXPECT_EQ(states.counts().inWork, 1U);
    run.writer().counters(1).inTask = 0;
    states.look();
    EXPECT_EQ(states[5].state, PictureState::Waiting) << "it was given back";
    EXPECT_EQ(states.counts().inWork, 0U);
}

TEST(PictureStates, HaveAReasonForWhatFailedAndKnowNothingOfWhatWasNotRun)
{
    test::SyntheticRun run(kTwenty);
    run.append(10);
    PictureModel model;
    model.begin(run.recording(), 1);
    TrialResult trial;
    trial.errors = {{3, "exception", "a.jpg: the file is empty"}};
    model.finish(trial);
    EXPECT_EQ(model.states()[3].state, PictureState::Failed);
    EXPECT_EQ(model.stateText(3), QStringLiteral("failed: a.jpg: the file is empty"));
    EXPECT_EQ(model.states()[15].state, PictureState::NotKnown);
    EXPECT_EQ(model.states().counts().done, 9U);
    EXPECT_EQ(model.states().counts().failed, 1U);
}

TEST(PictureModel, LeavesTheNameOutOfTheReasonThatStandsBesideIt)
{
    test::SyntheticRun run(kTwenty);
    PictureModel model;
    model.begin(run.recording(), 1);
    model.setPictures(std::make_shared<const PictureList>(
        *PictureList::make({.pictures = {{"/somewhere/a.jpg", ""}, {"/somewhere/b.jpg", ""}}})));
    TrialResult trial;
    trial.errors = {{1, "exception", "b.jpg: the file is empty"}};
    model.finish(trial);
    EXPECT_EQ(model.nameOf(1), QStringLiteral("b.jpg"));
    EXPECT_EQ(model.reasonOf(1), QStringLiteral("the file is empty"));
    EXPECT_EQ(model.data(model.index(1), Qt::AccessibleTextRole).toString(),
        QStringLiteral("b.jpg: failed: the file is empty"));
    EXPECT_EQ(model.nameOf(2), QStringLiteral("picture 2"));
}

TEST(PictureModel, SaysWhichPictureWasSalvagedAlsoInStrips)
{
    for (const std::uint64_t each : {1U, 5U}) {
        test::SyntheticRun run(kTwenty);
        PictureModel model;
        model.begin(run.recording(), each);
        TrialResult trial;
        trial.outcome.remark = {.sentence = "",
            .tasks = {{each, "a: b.jpg: damaged, and salvaged, alpha left out"},
                {2 * each, "damaged, and salvaged.jpg: alpha left out"}}};
        model.finish(trial);
        EXPECT_EQ(model.damageOf(0), QString());
        EXPECT_EQ(model.damageOf(1), QStringLiteral("Damaged: what could be read was filtered."));
        EXPECT_EQ(model.damageOf(2), QString());
        EXPECT_TRUE(model.data(model.index(1), Qt::ToolTipRole)
                        .toString()
                        .endsWith(QStringLiteral(". Damaged: what could be read was filtered.")));
    }
}

TEST(PicturesSentence, KnowsWhereTheTimeOfAPictureWentOnAverage)
{
    TrialResult trial = trialThatLost(0, 100); // of a hundred tasks
    EXPECT_FALSE(averageTimes(trial));
    trial.outcome.figures = {{.name = "decode_ns", .value = 3e8},
        {.name = "filter_ns", .value = 7e8},
        {.name = "encode_ns", .value = 0}};
    const auto times = averageTimes(trial);
    ASSERT_TRUE(times);
    EXPECT_EQ(timesSentence(*times), QStringLiteral("decoded in 3.00 ms, filtered in 7.00 ms"));
}

TEST(TaskLabel, IsTheNumberWhereTooLittleOfTheNameIsLeft)
{
    const QFontMetrics font{QFont()};
    const QString name = QStringLiteral("sunrise over the long hills.png");
    const auto labelIn = [&](int letters) {
        return taskLabel(name, 1'234, font, letters * font.averageCharWidth());
    };
    EXPECT_EQ(labelIn(200), name);
    EXPECT_EQ(labelIn(4), QStringLiteral("#1,234"));
    EXPECT_TRUE(labelIn(20).contains(QStringLiteral("…"))) << labelIn(20).toStdString();
    EXPECT_EQ(taskLabel(QStringLiteral("a.png"), 7, font, 200), QStringLiteral("a.png"));
    EXPECT_EQ(taskLabel({}, 7, font, 200), QStringLiteral("#7"));
}

TEST(PicturesText, CountsWhatIsDoneFailedAndInWork)
{
    EXPECT_EQ(doneSentence({.inWork = 2, .done = 7, .failed = 1}, 48),
        QStringLiteral("7 of 48 pictures are done, 1 failed, 2 in work"));
    EXPECT_EQ(doneSentence({.done = 1}, 1), QStringLiteral("1 of 1 picture is done"));
}

TEST(PicturesText, SaysWhatATrialThatIsOverSaysOfItself)
{
    PictureStates states;
    EXPECT_EQ(progressSentence(states, std::nullopt),
        QStringLiteral("The pictures are being looked for"));
    EXPECT_EQ(
        progressSentence(states, PictureAccount{}), QStringLiteral("No picture was left to do"));
    states.start(12);
    states.finish(TrialResult{});
    EXPECT_EQ(progressSentence(states, PictureAccount{12, 11, 1}),
        QStringLiteral("11 of 12 pictures are done, 1 failed"));
}

TEST(PicturesText, SaysOfAResumedRunThatItsPicturesAreNotKnown)
{
    const GalleryNote note = noteOn({.pictures = 5, .foundOthers = 8, .goesOn = true});
    EXPECT_TRUE(note.text.contains(QStringLiteral("went on with a batch")));
    EXPECT_FALSE(note.text.contains(QStringLiteral("now and the run had")));
}

TEST(PicturesText, KnowsByTheEndingWhetherAResultLoses)
{
    const auto list = PictureList::make(
        {.pictures = {{"/in/a.png", "a.png"}, {"/in/b.jpg", "b.JPG"}, {"/in/c.webp", "c.webp"}}});
    Experiment same{.workload = WorkloadKind::ImageFilter};
    EXPECT_FALSE(resultLoses(same, &*list, 0));
    EXPECT_TRUE(resultLoses(same, &*list, 1));
    EXPECT_TRUE(resultLoses(same, &*list, 2));
    same.params["format"] = std::string("jpeg");
    EXPECT_TRUE(resultLoses(same, nullptr, 0)) << "a sample";
}

RunArm armOf(std::uint32_t value, const char* name, const char* format)
{
    RunArm arm{.arm = {.value = value}, .experiment = {.workload = WorkloadKind::ImageFilter}};
    arm.experiment.params["output"] = std::string("/out");
    arm.experiment.params["format"] = std::string(format);
    arm.pictures = std::make_shared<const PictureList>(
        *PictureList::make({.pictures = {{"/in/a.png", name}}}));
    return arm;
}

TEST(OwnResults, AreThoseThatNoOtherArmWrote)
{
    std::vector<RunArm> arms{armOf(0, "a.jpg", "jpeg"), armOf(1, "a.png", "png")};
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Own);
    arms[1] = armOf(1, "a.jpg", "jpeg"); // of another quality
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Others);
    arms[1].arm.value = 0;
    arms[1].arm.workers = 4;
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Alike);
    arms[0].pictures = nullptr; // of a file, which keeps none
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Alike);
    arms[0].experiment.params["output"] = std::string();
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Own);
}

TEST(PicturesText, SaysWhetherAResultDiffers)
{
    ShownPicture equal{.full = {100, 50}};
    EXPECT_EQ(differenceSentence(equal, true),
        QStringLiteral("No difference: all 5,000 pixels are what one process makes of the whole "
                       "picture."));
    ShownPicture other{.full = {100, 50}, .differing = 12, .largest = 3};
    EXPECT_TRUE(
        differenceSentence(other, false).startsWith(QStringLiteral("12 of 5,000 pixels differ")));
    EXPECT_FALSE(differenceSentence(other, false).contains(QStringLiteral("format")));
    EXPECT_TRUE(differenceSentence(other, true).contains(QStringLiteral("format")));
}

RunResult filtered(std::uint64_t failed)
{
    RunResult run = runOf(Primitive::Lock, 6e9, 0);
    run.experiment.workload = WorkloadKind::ImageFilter;
    run.trials.front().tasks = {.total = 12, .succeeded = 12 - failed, .failed = failed};
    run.summary.tasks = run.trials.front().tasks;
    run.summary.throughputPerS.median = 2;
    run.trials.front().throughputPerS = 2;
    return run;
}

QString headlineOf(const RunResult& result)
{
    return answerOf(Run(RunContent{.asked = result.experiment, .result = result})).headline;
}

TEST(PicturesSentence, SaysHowManyAndHowFast)
{
    EXPECT_EQ(outcomeHeadline(filtered(0)), QStringLiteral("12 pictures filtered, 2.0 a second"));
    EXPECT_EQ(outcomeHeadline(filtered(1)),
        QStringLiteral("11 pictures filtered, 1.8 a second; 1 failed"));
}

TEST(PicturesSentence, ComparesWithOneWorkerOnlyWhereThatWasMeasured)
{
    RunResult run = filtered(0);
    run.experiment.varyWorkers = {1, 2};
    run.trials.resize(2, run.trials.front());
    run.trials[0].wallNs = 11'400'000'000;
    run.trials[1].arm = 1;
    run.experiment.trials = 1;
    run.arms = {{.arm = {.sync = Primitive::Lock, .workers = 1}, .summary = run.summary},
        {.arm = {.sync = Primitive::Lock, .workers = 2}, .summary = run.summary}};
    EXPECT_EQ(headlineOf(run),
        QStringLiteral("12 pictures filtered, 2.0 a second, 1.9 times as fast as one worker in "
                       "this one trial"));
    run.experiment.trials = 2;
    run.trials.insert(run.trials.end(), {run.trials[0], run.trials[1]});
    EXPECT_EQ(headlineOf(run),
        QStringLiteral("12 pictures filtered, 2.0 a second, 1.9 times as fast as one worker"));
    run.arms[0].arm.workers = 4;
    EXPECT_EQ(speedBesidesOneWorker(run), QString());
}

TEST(PicturesSentence, TellsALossBeforeAnythingElse)
{
    RunResult run = filtered(0);
    run.trials.front().race
        = {.expected = 10, .actual = 8, .updates = 10, .survived = 8, .lost = 2};
    run.summary.lost.median = 2;
    EXPECT_FALSE(outcomeHeadline(run).contains(QStringLiteral("filtered")));
}

TEST(PicturesSentence, CountsPicturesAndNotStrips)
{
    TrialResult trial{.end = TrialEnd::Finished};
    trial.tasks = {.total = 20, .succeeded = 16, .failed = 4};
    trial.outcome.figures = {{kPicturesFigure, "pictures", {}, 4, {}},
        {kFilteredFigure, "pictures that were filtered", {}, 3, {}}};
    EXPECT_EQ(
        picturesSentence(trial, 32), QStringLiteral("3 pictures filtered, 4.8 a second; 1 failed"));
}

TEST(PicturesSentence, CountsThePicturesOfACancelledRun)
{
    RunResult run = filtered(0);
    run.trials.front().end = TrialEnd::Cancelled;
    run.trials.front().tasks = {.total = 12, .succeeded = 5, .cancelled = 7};
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("Cancelled: 5 of 12 pictures were filtered"));
}

} // namespace
} // namespace interleave::ui
