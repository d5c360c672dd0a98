#include "core/workload/image_filter.h"

#include "core/base/printable.h"
#include "core/model/catalogue.h"
#include "core/workload/area.h"
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
    if (pictures == 0 || !experiment.tasks
        || *experiment.tasks <= static_cast<std::int64_t>(pictures))
        return {};
    return fail(WorkloadError::BadFolder,
        fmt::format("field 'tasks': {} is not allowed; the input folder has {} pictures, use 1 to "
                    "{}, or auto",
            *experiment.tasks,
            pictures,
            pictures));
}

template <class Area>
auto notesIn(Area area)
{
    return objectsIn<PictureNotes>(area, 0, area.size() / sizeof(PictureNotes));
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
    if (auto read = workload->readFolders(experiment); !read)
        return tl::unexpected(read.error());
    if (experiment.startMethod != StartMethod::Fork || !workload->m_pictures.empty()) {
        if (auto listed = workload->listForOthers(); !listed)
            return tl::unexpected(listed.error());
    }
    if (auto loaded = workload->loadModule(); !loaded)
        return tl::unexpected(loaded.error());
    return workload;
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
    std::vector<std::string> names;
    const auto usable
        = checkOutputFolder(m_output.folder, m_input)
              .and_then([&] { return nameResults(m_pictures, m_input.folder, m_output); })
              .and_then([&] { return checkPicturesStay(m_output, m_pictures); })
              .and_then([&] {
                  const std::int64_t tasks = experiment.tasks.value_or(m_pictures.empty()
                          ? workloadInfo(WorkloadKind::ImageFilter).defaultTasks
                          : static_cast<std::int64_t>(m_pictures.size()));
                  for (std::int64_t i = 0; i < tasks; ++i)
                      names.push_back(outputName(static_cast<std::uint64_t>(i)));
                  return checkNothingThere(m_output, names);
              });
    if (!usable)
        return fail(WorkloadError::BadFolder, usable.error().message);
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

Result<void, WorkloadError> ImageFilterWorkload::listForOthers()
{
    auto list = PictureList::make(m_pictures);
    if (!list)
        return fail(WorkloadError::NoChannel, list.error().message);
    m_list = *std::move(list);
    return {};
}

int ImageFilterWorkload::taskFiles() const
{
    return m_pictures.empty() || !m_list ? -1 : m_list->descriptor();
}

std::vector<int> ImageFilterWorkload::descriptors() const
{
    return m_list ? std::vector{m_list->descriptor()} : std::vector<int>();
}

Result<void, WorkloadError> ImageFilterWorkload::adopt(std::vector<UniqueFd> descriptors)
{
    if (descriptors.empty())
        return fail(WorkloadError::NoChannel, "the list of pictures is missing");
    const auto list = PictureList::read(std::move(descriptors.front()));
    if (!list)
        return fail(WorkloadError::NoChannel, list.error().message);
    m_pictures = list->pictures();
    return {};
}

std::optional<std::uint64_t> ImageFilterWorkload::tasksFound() const
{
    if (m_pictures.empty())
        return std::nullopt;
    return m_pictures.size();
}

std::string ImageFilterWorkload::remark() const
{
    const std::string notKept = describeNotKept(sandboxMeans());
    const std::string leftOut = describe(m_leftOut);
    if (leftOut.empty())
        return notKept;
    return fmt::format(
        "left out of the input folder: {}{}{}", leftOut, notKept.empty() ? "" : "; ", notKept);
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
    return m_pictures.empty() ? sampleOutputName(index, m_output) : m_pictures[index].outputName;
}

std::filesystem::path ImageFilterWorkload::outputOf(std::uint64_t index) const
{
    if (m_output.folder.empty())
        return {};
    return m_output.folder / outputName(index);
}

Result<FilteredPicture, ImageError> ImageFilterWorkload::filter(std::uint64_t index) const
{
    if (m_pictures.empty())
        return m_module->filterSample(m_seed, index, outputOf(index), m_filters, m_options);
    return m_module->filterFile(m_pictures[index].file, outputOf(index), m_filters, m_options);
}

void ImageFilterWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t index, const auto& access, WorkerContext& context) {
        const auto picture = filter(index);
        if (!picture)
            return TaskReport{.error = picture.error().message};
        notesIn(context.area)[index] = picture->notes;
        access.update([&](const auto& add) {
            for (std::size_t bin = 0; bin < kTallies; ++bin)
                add(context.shared.tallies[bin], picture->bins[bin]);
        });
        return TaskReport{.result
            = std::accumulate(picture->bins.begin(), picture->bins.end(), std::uint64_t{0})};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

std::size_t ImageFilterWorkload::areaBytes(const RunShape& shape) const
{
    return lineBytes<PictureNotes>(shape.tasks);
}

WorkloadOutcome ImageFilterWorkload::outcome(const EndedTrial& trial) const
{
    return pictureOutcome(
        notesOfSucceeded(notesIn(trial.area).first(trial.shape.tasks), trial.ledger),
        m_leftOut,
        [this](std::uint64_t index) { return pictureName(index); });
}

std::string ImageFilterWorkload::pictureName(std::uint64_t index) const
{
    if (m_pictures.empty())
        return fmt::format("sample picture {}", index);
    return printable(m_pictures[index].file.lexically_relative(m_input.folder).string());
}

void ImageFilterWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t pid, std::span<std::byte> /*area*/) const
{
    if (!task || m_output.folder.empty())
        return;
    std::error_code ignored; // it may not have begun to write
    std::filesystem::remove(unfinishedName(outputOf(*task), pid), ignored);
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
