#include "core/workload/image/picture_tasks.h"

#include "core/base/printable.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

// What cannot be followed stays, for whoever says why.
fs::path behindLinks(const fs::path& folder)
{
    std::error_code gone;
    const fs::path real = fs::canonical(folder, gone);
    return gone ? folder : real;
}

} // namespace

PictureTasks::PictureTasks(PictureSearch input, ResultPlace output, const SampleSeries& series)
    : m_input(std::move(input))
    , m_output(std::move(output))
    , m_series(series)
{
}

Result<void, PictureFolderError> PictureTasks::find()
{
    if (madeHere())
        return {};
    PictureSearch followed = m_input;
    followed.folder = behindLinks(m_input.folder);
    auto folder = listNamed(followed, m_output);
    if (!folder) {
        auto asked = listNamed(m_input, m_output); // names the folder as somebody has asked for it
        return tl::unexpected(std::move(asked ? folder.error() : asked.error()));
    }
    m_input = std::move(followed);
    m_pictures = std::move(folder->pictures);
    m_leftOut = std::move(folder->leftOut);
    return {};
}

Result<void, PictureFolderError> PictureTasks::beginBatch(
    std::uint64_t most, const BatchSettings& settings)
{
    if (!writes())
        return {};
    return checkOutputFolder(m_output.folder, m_input)
        .and_then([&] { return checkPicturesStay(m_output, m_input, m_pictures); })
        .and_then([&] { return takeFolder(most, settings); });
}

Result<void, PictureFolderError> PictureTasks::takeFolder(
    std::uint64_t most, const BatchSettings& settings)
{
    std::vector<BatchPicture> pictures;
    for (std::uint64_t i = 0; i < most; ++i)
        pictures.push_back(batchPicture(i));
    auto batch = BatchRun::begin(pictures, m_output, settings);
    if (!batch)
        return tl::unexpected(std::move(batch.error()));
    m_batch = *std::move(batch);
    m_output.folder = m_batch->folder();
    if (m_output.resume)
        keepWhatIsLeft();
    return {};
}

void PictureTasks::keepWhatIsLeft()
{
    const std::vector<std::size_t>& left = m_batch->state().left;
    if (madeHere()) {
        m_samples.emplace(left.begin(), left.end());
        return;
    }
    std::vector<Picture> pictures;
    for (const std::size_t i : left)
        pictures.push_back(std::move(m_pictures[i]));
    m_pictures = std::move(pictures);
}

Result<void, SystemError> PictureTasks::listForOthers()
{
    m_folders = interleave::foldersToRead(m_input, m_pictures);
    auto list = PictureList::make({.pictures = m_pictures,
        .samples = m_samples,
        .run = m_batch ? m_batch->id() : "",
        .input = m_input,
        .folders = m_folders,
        .output = m_output.folder});
    if (!list)
        return tl::unexpected(std::move(list.error()));
    m_list = *std::move(list);
    return {};
}

Result<void, SystemError> PictureTasks::adopt(std::vector<UniqueFd> descriptors)
{
    if (descriptors.empty())
        return fail(SystemError::Broken, "the list of pictures is missing");
    auto list = PictureList::read(std::move(descriptors.front()));
    if (!list)
        return tl::unexpected(std::move(list.error()));
    m_pictures = list->pictures();
    m_samples = list->given().samples;
    m_folders = list->given().folders.value_or(std::vector<fs::path>{});
    m_output.folder = list->given().output;
    m_input.folder = list->given().input.folder; // a link may lead elsewhere now
    m_input.list = list->given().input.list;
    if (descriptors.size() > 1)
        m_batch = BatchRun::attach(std::move(descriptors[1]), list->given().run);
    return {};
}

std::vector<int> PictureTasks::descriptors() const
{
    std::vector<int> all;
    if (m_list)
        all.push_back(m_list->descriptor());
    if (m_batch)
        all.push_back(m_batch->descriptor());
    return all;
}

int PictureTasks::listDescriptor() const
{
    return m_list ? m_list->descriptor() : -1;
}

std::optional<std::uint64_t> PictureTasks::count() const
{
    if (!madeHere())
        return m_pictures.size();
    return m_samples ? std::optional(m_samples->size()) : std::nullopt;
}

std::string PictureTasks::remark() const
{
    std::string text = m_batch ? m_batch->remark() : std::string();
    if (const std::string leftOut = describe(m_leftOut); !leftOut.empty())
        text
            += fmt::format("{}left out of the input folder: {}", text.empty() ? "" : "; ", leftOut);
    return text;
}

PictureOrigin PictureTasks::origin(std::uint64_t index) const
{
    if (madeHere())
        return {.series = m_series, .index = sampleNumber(index)};
    return {.file = m_pictures[index].file};
}

std::string PictureTasks::name(std::uint64_t index) const
{
    const bool chosen = !m_input.list.empty(); // from folders that say nothing together
    return printable(chosen ? m_pictures[index].file.filename().string() : nameInBatch(index));
}

std::filesystem::path PictureTasks::output(std::uint64_t index) const
{
    return writes() ? m_output.folder / outputName(index) : std::filesystem::path();
}

FileFacts PictureTasks::inputFacts(std::uint64_t index) const
{
    return m_batch ? factsOfPicture(origin(index).file) : FileFacts{};
}

PictureOptions PictureTasks::sealed(
    PictureOptions options, std::uint64_t index, const FileFacts& input) const
{
    if (!m_batch)
        return options;
    options.sealing = m_batch->sealingOf(batchPicture(index), input);
    if (!m_output.overwrite)
        options.mayReplace = [this, index](const std::filesystem::path& file) {
            return m_batch->hasMade(batchPicture(index), file);
        };
    return options;
}

void PictureTasks::noteCrash(std::uint64_t index) const
{
    if (m_batch)
        m_batch->noteCrash(batchPicture(index));
}

void PictureTasks::removeUnfinished(std::uint64_t index, std::int64_t pid) const
{
    std::error_code ignored; // it may not have begun to write
    if (writes())
        std::filesystem::remove(unfinishedName(output(index), pid), ignored);
}

void PictureTasks::trialEnded(
    TrialEnd end, const TaskLedger& ledger, WorkloadOutcome& outcome) const
{
    if (!m_batch)
        return;
    tellWhatWasBefore(m_batch->state(), outcome);
    m_batch->trialEnded(end, ledger);
}

std::uint64_t PictureTasks::sampleNumber(std::uint64_t index) const
{
    return m_samples ? (*m_samples)[index] : index;
}

std::string PictureTasks::nameInBatch(std::uint64_t index) const
{
    return madeHere() ? fmt::format("sample picture {}", sampleNumber(index))
                      : m_pictures[index].file.lexically_relative(m_input.folder).string();
}

BatchPicture PictureTasks::batchPicture(std::uint64_t index) const
{
    return {origin(index).file, nameInBatch(index), outputName(index)};
}

std::string PictureTasks::outputName(std::uint64_t index) const
{
    return madeHere() ? sampleOutputName(sampleNumber(index), m_output)
                      : m_pictures[index].outputName;
}

} // namespace interleave
