#include "core/engine/pictures/picture_sources.h"

#include "core/model/catalogue.h"
#include "core/model/image_parameters.h"

#include <cstdint>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

Result<PictureList, SystemError> listNow(const PictureSearch& input, const ResultPlace& output)
{
    auto found = listNamed(input, output);
    if (!found)
        return fail(SystemError::NotFound, found.error().message);
    return PictureList::make({.pictures = std::move(found->pictures)});
}

} // namespace

PictureSources::PictureSources(const Experiment& experiment)
    : m_input(pictureSearchOf(experiment))
    , m_output(resultPlaceOf(experiment))
    , m_filters(filterChainFromText(parameter<std::string>(experiment, "filters")).value())
    , m_series(sampleSeriesOf(experiment))
    , m_quality(static_cast<int>(parameter<std::int64_t>(experiment, "quality")))
    , m_salvage(parameter<std::string>(experiment, "damaged") == "salvage")
{
}

Result<PictureSources, SystemError> PictureSources::find(
    const Experiment& experiment, std::optional<PictureList> list)
{
    PictureSources sources(experiment);
    sources.m_list = std::move(list);
    if (!sources.m_list && sources.makesPictures() && goesOn(experiment))
        return fail(SystemError::NotFound, "which of its pictures this run made is not known");
    if (!sources.m_list && !sources.makesPictures()) {
        auto now = listNow(sources.m_input, sources.m_output);
        if (!now)
            return tl::unexpected(std::move(now.error()));
        sources.m_list = *std::move(now);
    }
    sources.findFolders();
    return sources;
}

// Once: no decoder follows all paths again.
void PictureSources::findFolders()
{
    if (m_list) {
        const GivenPictures& given = m_list->given();
        if (!given.input.folder.empty())
            m_input.folder = given.input.folder;
        m_folders = given.folders ? *given.folders : foldersToRead(m_input, given.pictures);
        if (!m_output.folder.empty() && !given.output.empty())
            m_output.folder = given.output;
    }
    if (!m_output.folder.empty())
        m_folders.push_back(m_output.folder);
}

std::optional<PictureOrigin> PictureSources::origin(std::uint64_t task) const
{
    if (makesPictures()) {
        const auto index = sampleNumber(task);
        return index ? std::optional(PictureOrigin{.series = m_series, .index = *index})
                     : std::nullopt;
    }
    if (task >= m_list->pictures().size())
        return std::nullopt;
    return PictureOrigin{.file = m_list->pictures()[task].file, .salvage = m_salvage};
}

fs::path PictureSources::result(std::uint64_t task) const
{
    if (m_output.folder.empty())
        return {};
    if (makesPictures()) {
        const auto index = sampleNumber(task);
        return index ? m_output.folder / sampleOutputName(*index, m_output) : fs::path();
    }
    return task < m_list->pictures().size() ? m_output.folder / m_list->pictures()[task].outputName
                                            : fs::path();
}

std::optional<std::uint64_t> PictureSources::sampleNumber(std::uint64_t task) const
{
    return m_list ? m_list->sampleOf(task) : task;
}

SandboxRules PictureSources::sandbox() const
{
    return {.readable = m_folders, .writable = {}, .memoryBytes = kImageWorkerMemory};
}

} // namespace interleave
