#include "core/workload/image_filter.h"

#include "core/base/printable.h"
#include "core/model/catalogue.h"
#include "core/model/image_parameters.h"
#include "core/workload/area.h"
#include "core/workload/image/brightness.h"
#include "core/workload/image/image_loader.h"
#include "core/workload/image/image_settings.h"
#include "core/workload/image/picture_outcome.h"
#include "core/workload/image/sandbox.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <numeric>
#include <unistd.h>

namespace interleave {

namespace {

Result<PictureFolder, WorkloadError> readInput(const PictureSearch& input)
{
    if (input.folder.empty())
        return PictureFolder{};
    auto folder = listPictures(input);
    if (!folder)
        return fail(WorkloadError::BadFolder, folder.error().message);
    return *std::move(folder);
}

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

// Of those that are found. In strips each is several tasks.
std::int64_t mostPictures(const Experiment& experiment, std::size_t found)
{
    if (found > 0 && (inStrips(experiment) || !experiment.tasks))
        return static_cast<std::int64_t>(found);
    return experiment.tasks.value_or(workloadInfo(WorkloadKind::ImageFilter).defaultTasks);
}

template <class Area>
auto notesIn(Area area, std::uint64_t tasks)
{
    return objectsIn<PictureNotes>(area, 0, tasks);
}

template <class Area>
auto timesIn(Area area, std::uint64_t tasks)
{
    return objectsIn<PictureTimes>(area, lineBytes<PictureNotes>(tasks), tasks);
}

// Behind notes and times.
template <class Area>
auto brightnessIn(Area area, std::uint64_t tasks, std::uint32_t workers)
{
    return objectsIn<OwnBrightness>(
        area, lineBytes<PictureNotes>(tasks) + lineBytes<PictureTimes>(tasks), workers);
}

// The codecs print what they think of a damaged picture; the task's error says it already.
void silenceDecoders()
{
    const UniqueFd nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    if (nowhere.valid())
        ::dup2(nowhere.get(), STDERR_FILENO);
}

} // namespace

ImageFilterWorkload::ImageFilterWorkload(const Experiment& experiment)
    : m_input(pictureSearchOf(experiment))
    , m_output(resultPlaceOf(experiment))
    , m_options{.salvage = parameter<std::string>(experiment, "damaged") == "salvage",
          .quality = static_cast<int>(parameter<std::int64_t>(experiment, "quality"))}
    , m_filters(filterChainFromText(parameter<std::string>(experiment, "filters")).value())
    , m_seed(static_cast<std::uint64_t>(experiment.seed))
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
    if (experiment.startMethod != StartMethod::Fork || !makesPictures() || m_samples) {
        if (auto listed = listForOthers(); !listed)
            return listed;
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
    auto folder = readInput(m_input);
    if (!folder)
        return tl::unexpected(folder.error());
    m_pictures = std::move(folder->pictures);
    m_leftOut = std::move(folder->leftOut);
    if (auto counted = checkTaskCount(experiment, m_pictures.size()); !counted)
        return counted;
    return m_output.folder.empty() ? Result<void, WorkloadError>() : prepareOutput(experiment);
}

Result<void, WorkloadError> ImageFilterWorkload::prepareOutput(const Experiment& experiment)
{
    const auto usable
        = checkOutputFolder(m_output.folder, m_input)
              .and_then([&] { return nameResults(m_pictures, m_input.folder, m_output); })
              .and_then([&] { return checkPicturesStay(m_output, m_input, m_pictures); })
              .and_then([&] { return beginBatch(experiment); });
    if (!usable)
        return fail(WorkloadError::BadFolder, usable.error().message);
    if (m_output.resume)
        keepWhatIsLeft();
    return {};
}

Result<void, PictureFolderError> ImageFilterWorkload::beginBatch(const Experiment& experiment)
{
    const auto most = static_cast<std::uint64_t>(mostPictures(experiment, m_pictures.size()));
    std::vector<BatchPicture> pictures;
    for (std::uint64_t i = 0; i < most; ++i)
        pictures.push_back(batchPicture(i));
    auto batch = BatchRun::begin(pictures, m_output, batchSettingsOf(experiment));
    if (!batch)
        return tl::unexpected(std::move(batch.error()));
    m_batch = *std::move(batch);
    return {};
}

void ImageFilterWorkload::keepWhatIsLeft()
{
    const std::vector<std::size_t>& left = m_batch->state().left;
    if (makesPictures()) {
        m_samples.emplace(left.begin(), left.end());
        return;
    }
    std::vector<Picture> pictures;
    for (const std::size_t i : left)
        pictures.push_back(std::move(m_pictures[i]));
    m_pictures = std::move(pictures);
}

Result<void, WorkloadError> ImageFilterWorkload::loadModule()
{
    auto module = loadImageModule(imageModulePlaces());
    if (!module)
        return fail(WorkloadError::NoImageModule, module.error().message);
    m_module = *std::move(module);
    return {};
}

Result<void, WorkloadError> ImageFilterWorkload::listForOthers()
{
    auto list = PictureList::make(
        {.pictures = m_pictures, .samples = m_samples, .run = m_batch ? m_batch->id() : ""});
    if (!list)
        return fail(WorkloadError::NoChannel, list.error().message);
    m_list = *std::move(list);
    return {};
}

int ImageFilterWorkload::taskFiles() const
{
    return m_list ? m_list->descriptor() : -1;
}

std::vector<int> ImageFilterWorkload::descriptors() const
{
    std::vector<int> all;
    if (m_list)
        all.push_back(m_list->descriptor());
    if (m_batch)
        all.push_back(m_batch->descriptor());
    return all;
}

Result<void, WorkloadError> ImageFilterWorkload::adopt(std::vector<UniqueFd> descriptors)
{
    if (descriptors.empty())
        return fail(WorkloadError::NoChannel, "the list of pictures is missing");
    const auto list = PictureList::read(std::move(descriptors.front()));
    if (!list)
        return fail(WorkloadError::NoChannel, list.error().message);
    m_pictures = list->pictures();
    m_samples = list->given().samples;
    if (descriptors.size() > 1)
        m_batch = BatchRun::attach(std::move(descriptors[1]), list->given().run);
    return {};
}

std::optional<std::uint64_t> ImageFilterWorkload::tasksFound() const
{
    if (!makesPictures())
        return m_pictures.size();
    return m_samples ? std::optional(m_samples->size()) : std::nullopt;
}

std::string ImageFilterWorkload::remark() const
{
    const std::string notKept = describeNotKept(sandboxMeans());
    const std::string leftOut = describe(m_leftOut);
    std::string text = m_batch ? describe(m_batch->state()) : std::string();
    const auto add = [&text](const std::string& remark) {
        text += fmt::format("{}{}", text.empty() || remark.empty() ? "" : "; ", remark);
    };
    add(leftOut.empty() ? leftOut : "left out of the input folder: " + leftOut);
    add(notKept);
    return text;
}

std::string ImageFilterWorkload::assurance() const
{
    return describeSandbox(sandboxMeans());
}

Result<void, WorkloadError> ImageFilterWorkload::enterWorker(unsigned threads) const
{
    silenceDecoders();
    SandboxRules rules;
    rules.memoryBytes = threads * kImageWorkerMemory;
    rules.openFiles = threads * SandboxRules::kOpenFiles;
    if (!m_input.folder.empty())
        rules.readable.push_back(m_input.folder);
    if (!m_output.folder.empty())
        rules.writable.push_back(m_output.folder);
    if (auto entered = enterSandbox(rules); !entered)
        return fail(WorkloadError::NoSandbox, entered.error().message);
    return {};
}

std::string ImageFilterWorkload::outputName(std::uint64_t index) const
{
    return makesPictures() ? sampleOutputName(sampleNumber(index), m_output)
                           : m_pictures[index].outputName;
}

std::uint64_t ImageFilterWorkload::sampleNumber(std::uint64_t index) const
{
    return m_samples ? (*m_samples)[index] : index;
}

BatchPicture ImageFilterWorkload::batchPicture(std::uint64_t index) const
{
    const std::string output = outputName(index);
    if (makesPictures())
        return {{}, fmt::format("sample picture {}", sampleNumber(index)), output};
    const std::filesystem::path& file = m_pictures[index].file;
    return {file, file.lexically_relative(m_input.folder).string(), output};
}

FileFacts ImageFilterWorkload::inputFacts(std::uint64_t index) const
{
    return m_batch ? factsOfPicture(batchPicture(index).file) : FileFacts{};
}

PictureOptions ImageFilterWorkload::optionsFor(std::uint64_t index, const FileFacts& input) const
{
    PictureOptions options = m_options;
    if (m_batch)
        options.sealing = m_batch->sealingOf(batchPicture(index), input);
    return options;
}

std::filesystem::path ImageFilterWorkload::outputOf(std::uint64_t index) const
{
    if (m_output.folder.empty())
        return {};
    return m_output.folder / outputName(index);
}

Result<FilteredPicture, ImageError> ImageFilterWorkload::filter(std::uint64_t index) const
{
    const PictureOptions options = optionsFor(index, inputFacts(index));
    if (makesPictures())
        return m_module->filterSample(
            m_seed, sampleNumber(index), outputOf(index), m_filters, options);
    return m_module->filterFile(m_pictures[index].file, outputOf(index), m_filters, options);
}

void ImageFilterWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t index, const auto& access, WorkerContext& context) {
        const auto picture = filter(index);
        if (!picture)
            return TaskReport{.error = picture.error().message};
        notesIn(context.area, context.ledger.tasks())[index] = picture->notes;
        timesIn(context.area, context.ledger.tasks())[index] = picture->times;
        access.update([&](const auto& add) {
            for (std::size_t bin = 0; bin < kTallies; ++bin)
                add(context.shared.tallies[bin], picture->bins[bin]);
        });
        brightnessIn(context.area, context.ledger.tasks(), context.index + 1)
            .back()
            .add(picture->bins, index, context.ledger);
        return TaskReport{.result
            = std::accumulate(picture->bins.begin(), picture->bins.end(), std::uint64_t{0})};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

std::size_t ImageFilterWorkload::areaBytes(const RunShape& shape) const
{
    return lineBytes<PictureNotes>(shape.tasks) + lineBytes<PictureTimes>(shape.tasks)
        + lineBytes<OwnBrightness>(shape.workers);
}

WorkloadOutcome ImageFilterWorkload::outcome(const EndedTrial& trial) const
{
    WorkloadOutcome outcome
        = pictureOutcome(notesOfSucceeded(notesIn(trial.area, trial.shape.tasks), trial.ledger),
            m_leftOut,
            [this](std::uint64_t index) { return pictureName(index); });
    PictureTimes times;
    for (const PictureTimes& picture : timesIn(trial.area, trial.shape.tasks))
        times += picture;
    addTimes(outcome, times);
    outcome.brightness
        = brightnessOf(brightnessIn(trial.area, trial.shape.tasks, trial.shape.workers),
            trial.ledger,
            trial.shared);
    endBatch(trial, outcome);
    return outcome;
}

void ImageFilterWorkload::endBatch(const EndedTrial& trial, WorkloadOutcome& outcome) const
{
    if (!m_batch)
        return;
    tellWhatWasBefore(m_batch->state(), outcome);
    m_batch->trialEnded(trial.end, trial.ledger);
}

PictureOrigin ImageFilterWorkload::originOf(std::uint64_t index) const
{
    if (makesPictures())
        return {.seed = m_seed, .index = sampleNumber(index)};
    return {.file = m_pictures[index].file, .salvage = m_options.salvage};
}

std::string ImageFilterWorkload::taskName(std::uint64_t index, std::span<std::byte> /*area*/) const
{
    return pictureName(index);
}

std::string ImageFilterWorkload::pictureName(std::uint64_t index) const
{
    if (makesPictures())
        return fmt::format("sample picture {}", sampleNumber(index));
    return printable(m_pictures[index].file.lexically_relative(m_input.folder).string());
}

void ImageFilterWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t pid, std::span<std::byte> /*area*/) const
{
    if (task && writes())
        removeUnfinished(*task, pid);
}

void ImageFilterWorkload::removeUnfinished(std::uint64_t index, std::int64_t pid) const
{
    std::error_code ignored; // it may not have begun to write
    std::filesystem::remove(unfinishedName(outputOf(index), pid), ignored);
}

void ImageFilterWorkload::taskCrashed(std::uint64_t task, std::span<std::byte> /*area*/) const
{
    noteCrash(task);
}

void ImageFilterWorkload::noteCrash(std::uint64_t index) const
{
    if (m_batch)
        m_batch->noteCrash(batchPicture(index));
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
