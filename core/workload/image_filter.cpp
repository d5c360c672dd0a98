#include "core/workload/image_filter.h"

#include "core/base/printable.h"
#include "core/model/catalogue.h"
#include "core/model/image_parameters.h"
#include "core/workload/image/brightness.h"
#include "core/workload/image/image_loader.h"
#include "core/workload/image/image_settings.h"
#include "core/workload/image/picture_area.h"
#include "core/workload/image/picture_outcome.h"
#include "core/workload/image/sandbox.h"
#include "core/workload/strip_plan.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <malloc.h>
#include <numeric>
#include <string_view>

namespace interleave {

namespace {

Result<void, WorkloadError> checkTaskCount(const Experiment& experiment, std::size_t pictures)
{
    if (experiment.tasks && inStrips(experiment) && goesOn(experiment))
        return fail(WorkloadError::BadFolder,
            fmt::format("field 'tasks': {} is not allowed; a batch that goes on in strips does all "
                        "that is left, use auto",
                *experiment.tasks));
    if (pictures == 0 || !experiment.tasks || inStrips(experiment)
        || *experiment.tasks <= static_cast<std::int64_t>(pictures))
        return {};
    return fail(WorkloadError::BadFolder,
        fmt::format("field 'tasks': {} is not allowed; the input folder has {} pictures, use 1 to "
                    "{}, or auto",
            *experiment.tasks,
            pictures,
            pictures));
}

// That are done, of those that are found. In strips each is several tasks.
std::uint64_t mostPictures(const Experiment& experiment, std::size_t found)
{
    if (!experiment.tasks)
        return found > 0
            ? found
            : static_cast<std::uint64_t>(workloadInfo(WorkloadKind::ImageFilter).defaultTasks);
    const std::uint64_t asked
        = picturesOf(experiment, static_cast<std::uint64_t>(*experiment.tasks));
    return found > 0 ? std::min<std::uint64_t>(asked, found) : asked;
}

// The C library would give it back after each picture, and the kernel clear its pages anew for the
// next: a sixth of a picture's time. Larger blocks it always gives back. Strips are in memory of
// their own.
void keepMemoryForNextPicture()
{
    constexpr int kLargestKept = 32 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kLargestKept);
    ::mallopt(M_TRIM_THRESHOLD, 2 * kLargestKept); // a picture and its result
}

} // namespace

ImageFilterWorkload::ImageFilterWorkload(const Experiment& experiment)
    : m_pictures(pictureSearchOf(experiment), resultPlaceOf(experiment), sampleSeriesOf(experiment))
    , m_options{.salvage = parameter<std::string>(experiment, "damaged") == "salvage",
          .quality = static_cast<int>(parameter<std::int64_t>(experiment, "quality"))}
    , m_filters(filterChainFromText(parameter<std::string>(experiment, "filters")).value())
    , m_wholePictures(!inStrips(experiment))
{
}

Result<std::unique_ptr<Workload>, WorkloadError> ImageFilterWorkload::create(
    const Experiment& experiment)
{
    std::unique_ptr<ImageFilterWorkload> workload(new ImageFilterWorkload(experiment));
    if (auto opened = workload->open(experiment); !opened)
        return tl::unexpected(opened.error());
    return workload;
}

Result<void, WorkloadError> ImageFilterWorkload::open(const Experiment& experiment)
{
    if (auto read = readFolders(experiment); !read)
        return read;
    if (experiment.startMethod != StartMethod::Fork || m_pictures.areGiven()) {
        if (auto listed = m_pictures.listForOthers(); !listed)
            return fail(WorkloadError::NoChannel, listed.error().message);
    }
    return loadModule();
}

Result<std::unique_ptr<Workload>, WorkloadError> ImageFilterWorkload::attach(
    const Experiment& experiment)
{
    std::unique_ptr<ImageFilterWorkload> workload(new ImageFilterWorkload(experiment));
    if (auto loaded = workload->loadModule(); !loaded)
        return tl::unexpected(loaded.error());
    return workload;
}

Result<void, WorkloadError> ImageFilterWorkload::readFolders(const Experiment& experiment)
{
    if (auto found = m_pictures.find(); !found)
        return fail(WorkloadError::BadFolder, found.error().message);
    if (auto counted = checkTaskCount(experiment, m_pictures.found()); !counted)
        return counted;
    const std::uint64_t most = mostPictures(experiment, m_pictures.found());
    if (auto begun = m_pictures.beginBatch(most, batchSettingsOf(experiment)); !begun)
        return fail(WorkloadError::BadFolder, begun.error().message);
    return {};
}

Result<void, WorkloadError> ImageFilterWorkload::loadModule()
{
    auto module = loadImageModule(imageModulePlaces());
    if (!module)
        return fail(WorkloadError::NoImageModule, module.error().message);
    m_module = *std::move(module);
    return {};
}

int ImageFilterWorkload::taskFiles() const
{
    return m_pictures.listDescriptor();
}

std::vector<int> ImageFilterWorkload::descriptors() const
{
    return m_pictures.descriptors();
}

Result<void, WorkloadError> ImageFilterWorkload::adopt(std::vector<UniqueFd> descriptors)
{
    if (const auto adopted = m_pictures.adopt(std::move(descriptors)); !adopted)
        return fail(WorkloadError::NoChannel, adopted.error().message);
    return {};
}

std::optional<std::uint64_t> ImageFilterWorkload::tasksFound() const
{
    return m_pictures.count();
}

std::string ImageFilterWorkload::remark() const
{
    const std::string pictures = m_pictures.remark();
    const std::string notKept = describeNotKept(sandboxMeans());
    return fmt::format(
        "{}{}{}", pictures, pictures.empty() || notKept.empty() ? "" : "; ", notKept);
}

std::string ImageFilterWorkload::assurance() const
{
    return describeSandbox(sandboxMeans());
}

Result<void, WorkloadError> ImageFilterWorkload::enterWorker(unsigned threads) const
{
    silenceDecoders();
    if (m_wholePictures)
        keepMemoryForNextPicture();
    SandboxRules rules;
    rules.memoryBytes = threads * kImageWorkerMemory;
    rules.openFiles = threads * SandboxRules::kOpenFiles;
    rules.readable = m_pictures.foldersToRead();
    if (m_pictures.writes())
        rules.writable = {m_pictures.outputFolder()};
    if (auto entered = enterSandbox(rules); !entered)
        return fail(WorkloadError::NoSandbox, entered.error().message);
    return {};
}

Result<FilteredPicture, ImageError> ImageFilterWorkload::filter(
    std::uint64_t index, const Clock& clock) const
{
    PictureOptions options = m_pictures.sealed(m_options, index, m_pictures.inputFacts(index));
    options.clock = clock;
    const PictureOrigin origin = originOf(index);
    if (origin.file.empty())
        return m_module->filterSample(
            origin.series, origin.index, m_pictures.output(index), m_filters, options);
    return m_module->filterFile(origin.file, m_pictures.output(index), m_filters, options);
}

PictureOrigin ImageFilterWorkload::originOf(std::uint64_t index) const
{
    PictureOrigin origin = m_pictures.origin(index);
    origin.salvage = m_options.salvage;
    return origin;
}

// What cannot be written has the name of its result, which may be a number.
std::string ImageFilterWorkload::describe(
    std::uint64_t index, const Failure<ImageError>& failure) const
{
    if (failure.kind != ImageError::Unwritable)
        return failure.message;
    const std::filesystem::path name = m_pictures.name(index);
    return fmt::format("{}: {}", name.filename().string(), failure.message);
}

void ImageFilterWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t index, const auto& access, WorkerContext& context) {
        const auto picture = filter(index, context.clock);
        if (!picture)
            return TaskReport{.error = describe(index, picture.error())};
        access.update([&](const auto& add) {
            for (std::size_t bin = 0; bin < kTallies; ++bin)
                add(context.shared.tallies[bin], picture->bins[bin]);
        });
        const EndingPicture ending{*picture, index, context.index};
        keepPicture(context.area, context.arm.workers, ending, context.ledger);
        noteParts(context.recorder, context.clock, context.clock.ticks(), ending);
        return TaskReport{.result
            = std::accumulate(picture->bins.begin(), picture->bins.end(), std::uint64_t{0})};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

std::size_t ImageFilterWorkload::areaBytes(const RunShape& shape) const
{
    return pictureAreaBytes(shape.tasks, shape.workers);
}

std::uint64_t ImageFilterWorkload::partsPerTask() const
{
    return m_pictures.writes() ? 3 : 2;
}

WorkloadOutcome ImageFilterWorkload::outcome(const EndedTrial& trial) const
{
    WorkloadOutcome outcome
        = pictureOutcome(notesOfSucceeded(notesIn(trial.area, trial.shape.tasks), trial.ledger),
            m_pictures.leftOut(),
            [this](std::uint64_t index) { return m_pictures.name(index); });
    PictureTimes times;
    for (const PictureTimes& picture : timesIn(trial.area, trial.shape.tasks))
        times += picture;
    addTimes(outcome, times);
    outcome.brightness
        = brightnessOf(brightnessIn(trial.area, trial.shape.tasks, trial.shape.workers),
            trial.ledger,
            trial.shared);
    m_pictures.trialEnded(trial.end, trial.ledger, outcome);
    return outcome;
}

std::string ImageFilterWorkload::taskName(std::uint64_t index, std::span<std::byte> /*area*/) const
{
    return m_pictures.name(index);
}

// A decoder leaves out the folder, and of a long message the middle is cut.
std::string ImageFilterWorkload::failureOf(std::uint64_t index, const std::string& message) const
{
    constexpr std::size_t kNeverCut = 100;
    const std::string name = m_pictures.name(pictureOf(index)) + ": ";
    const std::string file = std::filesystem::path(name).filename().string();
    const std::string said = printable(message);
    return said.starts_with(std::string_view(name).substr(0, kNeverCut))
            || said.starts_with(std::string_view(file).substr(0, kNeverCut))
        ? message
        : name + message;
}

void ImageFilterWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t pid, std::span<std::byte> /*area*/) const
{
    if (task)
        m_pictures.removeUnfinished(*task, pid);
}

void ImageFilterWorkload::taskCrashed(std::uint64_t task, std::span<std::byte> /*area*/) const
{
    m_pictures.noteCrash(task);
}

SharedSum ImageFilterWorkload::expected(std::uint64_t, std::uint64_t result) const
{
    return {result, kTallies};
}

SharedSum ImageFilterWorkload::held(const EndedTrial& trial) const
{
    SharedSum sum;
    for (const Tally& tally : trial.shared.tallies)
        sum += SharedSum{tally.sum, tally.updates};
    return sum;
}

} // namespace interleave
