#include "core/workload/image_strips.h"

#include "core/base/taken_descriptors.h"
#include "core/model/image_parameters.h"
#include "core/workload/image/picture_notes.h"
#include "core/workload/image/picture_outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace interleave {

namespace {

std::uint64_t pixelsIn(const BrightnessCounts& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

// What became of a trial's pictures.
struct StripAccount
{
    std::vector<PictureNotes> notes{}; // of each
    PictureTimes times{}; // of all
    std::uint64_t filtered = 0;
    std::uint64_t failed = 0;
};

StripAccount accountOf(const StripPlan& plan, const StripDesk& desk, const TaskLedger& ledger)
{
    StripAccount account;
    for (std::uint64_t number = 0; number < ledger.tasks() / plan.tasksPerPicture(); ++number) {
        const StripPicture& picture = desk.picture(number);
        const TaskRange tasks = plan.tasksOf(number);
        const std::size_t last = plan.placeOf(tasks.end - 1).group;
        const bool whole = allSucceeded(plan.tasksOf(number, last), ledger);
        account.notes.push_back(whole ? believed(picture.notes) : PictureNotes{});
        account.filtered += whole ? 1 : 0;
        account.failed += !whole && anyFailed(tasks, ledger) ? 1U : 0U;
        account.times
            += {picture.decodeNs.load(), picture.filterNs.load(), picture.encodeNs.load()};
    }
    return account;
}

void addCounts(WorkloadOutcome& outcome, const StripAccount& account)
{
    const auto add = [&](const char* name, const char* title, std::uint64_t count) {
        outcome.figures.push_back({name, title, {}, static_cast<double>(count), {}});
    };
    add(kPicturesFigure, "pictures", account.notes.size());
    add(kFilteredFigure, "pictures that were filtered", account.filtered);
    add(kFailedFigure, "pictures that failed", account.failed);
}

// Asked again and again by who waits for others' tasks: whether it still does.
bool waitsFor(StripDesk::Watch& watch, const WorkerContext& worker)
{
    worker.waitsForOthers();
    return !worker.stopRequested() && watch.look() == StripDesk::Watch::State::Open;
}

} // namespace

ImageStripsWorkload::ImageStripsWorkload(const Experiment& experiment)
    : ImageFilterWorkload(experiment)
    , m_strips(stripsWanted(experiment))
    , m_way(handOverOf(experiment))
{
}

Result<std::unique_ptr<Workload>, WorkloadError> ImageStripsWorkload::create(
    const Experiment& experiment)
{
    std::unique_ptr<ImageStripsWorkload> workload(new ImageStripsWorkload(experiment));
    if (auto opened = workload->open(experiment); !opened)
        return tl::unexpected(opened.error());
    auto rooms = StripRooms::create();
    if (!rooms)
        return fail(WorkloadError::NoChannel, rooms.error().message);
    workload->m_rooms = *std::move(rooms);
    if (auto made = workload->makeHandOver(); !made)
        return tl::unexpected(made.error());
    return workload;
}

Result<std::unique_ptr<Workload>, WorkloadError> ImageStripsWorkload::attach(
    const Experiment& experiment)
{
    std::unique_ptr<ImageStripsWorkload> workload(new ImageStripsWorkload(experiment));
    if (auto loaded = workload->loadModule(); !loaded)
        return tl::unexpected(loaded.error());
    if (auto made = workload->makeHandOver(); !made) // to be replaced by the engine's
        return tl::unexpected(made.error());
    return workload;
}

Result<void, WorkloadError> ImageStripsWorkload::makeHandOver()
{
    auto made = StripHandOver::create(m_way);
    if (!made)
        return tl::unexpected(made.error());
    m_handOver = *std::move(made);
    return {};
}

std::vector<int> ImageStripsWorkload::descriptors() const
{
    std::vector<int> all = ImageFilterWorkload::descriptors();
    std::ranges::copy(m_rooms.descriptors(), std::back_inserter(all));
    std::ranges::copy(m_handOver.descriptors(), std::back_inserter(all));
    return all;
}

Result<void, WorkloadError> ImageStripsWorkload::adopt(std::vector<UniqueFd> descriptors)
{
    const std::size_t ways = m_handOver.descriptors().size();
    if (descriptors.size() < StripRooms::kRooms + ways)
        return fail(WorkloadError::NoChannel, "the memory for pictures is missing");
    std::vector<UniqueFd> forHandOver = takeLast(descriptors, ways);
    m_rooms.adopt(takeLast(descriptors, StripRooms::kRooms));
    return m_handOver.adopt(std::move(forHandOver)).and_then([&] {
        return ImageFilterWorkload::adopt(std::move(descriptors));
    });
}

std::uint32_t ImageStripsWorkload::stripsFor(std::uint32_t workers) const
{
    return interleave::stripsFor(m_strips, workers);
}

StripPlan ImageStripsWorkload::planFor(std::uint32_t strips) const
{
    return {filters(),
        {.strips = strips,
            .writes = pictures().writes(),
            .sends = m_way != HandOver::SharedMemory}};
}

std::uint64_t ImageStripsWorkload::tasksPerThing(std::uint32_t workers) const
{
    return planFor(stripsFor(workers)).tasksPerPicture();
}

std::size_t ImageStripsWorkload::areaBytes(const RunShape& shape) const
{
    return StripDesk::bytesFor(planFor(stripsFor(shape.workers)), shape.tasks);
}

void ImageStripsWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    m_prepared.store(stripsFor(shape.workers));
    StripDesk::headerIn(area).strips = m_prepared.load();
}

void ImageStripsWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const StripPlan plan = planFor(StripDesk::headerIn(worker.area).strips);
    const StripDesk desk(worker.area, plan, worker.ledger.tasks());
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        if (desk.endOf(index) == StripEnd::Done) // by one that died before it could say so
            return TaskReport{.result = desk.resultOf(index)};
        Job job{plan, desk, index, plan.placeOf(index), context};
        if (!desk.begin(index))
            return lostFor(job, index);
        TaskReport report = runJob(access, job);
        if (!report.interrupted)
            desk.end(index, report.error.empty() ? StripEnd::Done : StripEnd::Lost, report.result);
        return report;
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

template <class Access>
TaskReport ImageStripsWorkload::runJob(const Access& access, Job& job) const
{
    TaskReport report = awaitOthers(job);
    if (report.error.empty() && !report.interrupted && job.plan.takes(job.place))
        report = takeStrip(job);
    if (!report.error.empty() || report.interrupted)
        return report;
    return job.place.sends ? sendStrips(job) : addToShared(access, job, work(job));
}

// As long as others take them, or may come to do so.
TaskReport ImageStripsWorkload::sendStrips(const Job& job) const
{
    const TaskRange all = job.plan.tasksOf(job.place.picture, job.place.group);
    const TaskRange takers{all.begin + 1, all.end};
    for (std::uint32_t number = 0; number < takers.end - takers.begin; ++number) {
        const auto strip = stripToSend(job, number);
        if (!strip)
            return failedFor(job, strip.error().message);
        StripDesk::Watch watch(job.desk, takers, job.worker);
        const auto sent = m_handOver.send(*strip, [&] { return waitsFor(watch, job.worker); });
        if (sent)
            continue;
        if (sent.error().kind != MessageError::TimedOut)
            return failedFor(job, sent.error().message);
        if (job.worker.stopRequested())
            return {.interrupted = true};
        return lostFor(job, job.desk.firstLost(takers));
    }
    return {};
}

// Which strip it is the message says. Those that the dead have left are of other senders.
TaskReport ImageStripsWorkload::takeStrip(Job& job) const
{
    const std::uint64_t sender = job.plan.tasksOf(job.place.picture, job.place.group).begin;
    StripDesk::Watch watch(job.desk, {sender, sender + 1}, job.worker);
    for (;;) {
        const bool allSent = watch.look() != StripDesk::Watch::State::Open;
        auto taken = m_handOver.take([&] { return waitsFor(watch, job.worker); });
        if (!taken)
            return failedFor(job, taken.error().message);
        if (taken->strip && taken->strip->sender == sender) {
            job.place.strip = taken->strip->strip;
            job.sent = std::move(taken->strip);
            return {};
        }
        if (job.worker.stopRequested())
            return {.interrupted = true};
        if (taken->nothingThere && allSent)
            return lostFor(job, sender);
        job.worker.waitsForOthers();
    }
}

template <class Access>
TaskReport ImageStripsWorkload::addToShared(
    const Access& access, const Job& job, const Done& counts) const
{
    if (!counts)
        return job.plan.decodes(job.place) ? TaskReport{.error = counts.error().message}
                                           : failedFor(job, counts.error().message);
    const std::uint64_t pixels = pixelsIn(*counts);
    if (pixels > 0) {
        access.update([&](const auto& add) {
            for (std::size_t bin = 0; bin < kTallies; ++bin)
                add(job.worker.shared.tallies[bin], (*counts)[bin]);
        });
    }
    return {.result = pixels};
}

// A decoder waits for all earlier tasks: their strips lie where it will write.
TaskReport ImageStripsWorkload::awaitOthers(const Job& job) const
{
    using Wait = StripDesk::Wait;
    const std::uint64_t picture = job.place.picture;
    if (job.plan.decodes(job.place)) {
        const Wait wait = job.desk.waitForAllBefore(job.task, job.worker);
        if (wait == Wait::Stopped)
            return {.interrupted = true};
        return job.desk.takeRooms(picture) ? TaskReport{} : lostFor(job, job.task);
    }
    const TaskRange before = job.plan.tasksOf(picture, job.place.group - 1);
    const Wait wait = job.desk.waitFor(before, job.worker);
    if (wait == Wait::Stopped)
        return {.interrupted = true};
    if (wait != Wait::Done || !job.desk.hasRooms(picture))
        return lostFor(job, job.desk.firstLost(before));
    return {};
}

TaskReport ImageStripsWorkload::failedFor(const Job& job, const std::string& why) const
{
    return {
        .error = fmt::format(
            "{}: {}: {}", pictures().name(job.place.picture), job.plan.describe(job.place), why)};
}

TaskReport ImageStripsWorkload::lostFor(const Job& job, std::uint64_t task) const
{
    return {.error = fmt::format("{}: {} is not possible: task {} ({}) was lost",
                pictures().name(job.place.picture),
                job.plan.describe(job.place),
                task,
                job.plan.describe(job.plan.placeOf(task)))};
}

void ImageStripsWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t pid, std::span<std::byte> area) const
{
    StripHeader& header = StripDesk::headerIn(area);
    if (task) {
        const StripPlan plan = preparedPlan();
        const StripPlace place = plan.placeOf(*task);
        if (plan.encodes(place))
            pictures().removeUnfinished(place.picture, pid);
    }
    header.deaths.fetch_add(1);
    header.ended.fetch_add(1);
    futexWakeAll(header.ended);
}

std::string ImageStripsWorkload::taskName(std::uint64_t index, std::span<std::byte> /*area*/) const
{
    const StripPlan plan = preparedPlan();
    const StripPlace place = plan.placeOf(index);
    return fmt::format("{}: {}", pictures().name(place.picture), plan.describe(place));
}

void ImageStripsWorkload::taskCrashed(std::uint64_t task, std::span<std::byte> /*area*/) const
{
    pictures().noteCrash(preparedPlan().placeOf(task).picture);
}

WorkloadOutcome ImageStripsWorkload::outcome(const EndedTrial& trial) const
{
    // Nobody writes any more; StripDesk is for those who do.
    const std::span area(const_cast<std::byte*>(trial.area.data()), trial.area.size());
    const StripPlan plan = planFor(stripsFor(trial.shape.workers));
    const StripDesk desk(area, plan, trial.shape.tasks);
    const StripAccount account = accountOf(plan, desk, trial.ledger);
    WorkloadOutcome outcome = pictureOutcome(account.notes,
        pictures().leftOut(),
        [this](std::uint64_t index) { return pictures().name(index); });
    if (outcome.remark) {
        for (TaskNote& note : outcome.remark->tasks)
            note.task = plan.tasksOf(note.task).begin;
    }
    addTimes(outcome, account.times);
    addCounts(outcome, account);
    pictures().trialEnded(trial.end, trial.ledger, outcome);
    return outcome;
}

SharedSum ImageStripsWorkload::expected(std::uint64_t, std::uint64_t result) const
{
    return {result, result > 0 ? kTallies : 0};
}

std::uint64_t ImageStripsWorkload::updatesAtMost(std::uint64_t, const RunShape&) const
{
    return kTallies;
}

} // namespace interleave
