#include "core/workload/image/picture_list.h"

#include "core/base/printable.h"
#include "core/base/serialise.h"
#include "core/ipc/memory_file.h"

#include <utility>

namespace interleave {

namespace {

using Names = std::vector<std::pair<std::string, std::string>>; // file, name of the result

struct Written
{
    Names names{};
    std::optional<std::vector<std::uint64_t>> samples{};
    std::string run{};
    std::string folder{}; // of the input
    std::string list{};
    std::optional<std::vector<std::string>> folders{};
    std::string output{};

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(names, samples, run, folder, list, folders, output);
    }
};

} // namespace

Result<PictureList, SystemError> PictureList::make(GivenPictures given)
{
    Written written{.samples = given.samples,
        .run = given.run,
        .folder = given.input.folder.native(),
        .list = given.input.list.native(),
        .output = given.output.native()};
    for (const Picture& picture : given.pictures)
        written.names.emplace_back(picture.file.native(), picture.outputName);
    if (given.folders)
        written.folders.emplace(given.folders->begin(), given.folders->end());
    const auto bytes = toBytes(written);
    if (!bytes)
        return fail(SystemError::Other, bytes.error().message);
    auto file = memoryFileWith(*bytes);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    return PictureList(*std::move(file), std::move(given));
}

Result<PictureList, SystemError> PictureList::read(UniqueFd file)
{
    const auto bytes = readMemoryFile(file.get());
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto written = fromBytes<Written>(*bytes);
    if (!written)
        return fail(SystemError::Other, written.error().message);
    GivenPictures given{.samples = std::move(written->samples),
        .run = std::move(written->run),
        .input = {.folder = written->folder, .list = written->list},
        .output = written->output};
    if (written->folders)
        given.folders.emplace(written->folders->begin(), written->folders->end());
    for (const auto& [name, result] : written->names)
        given.pictures.push_back({name, result});
    return PictureList(std::move(file), std::move(given));
}

std::optional<std::uint64_t> PictureList::sampleOf(std::uint64_t picture) const
{
    if (!m_given.samples)
        return picture;
    return picture < m_given.samples->size() ? std::optional((*m_given.samples)[picture])
                                             : std::nullopt;
}

std::string PictureList::nameOf(std::uint64_t picture) const
{
    return picture < pictures().size() ? printable(pictures()[picture].file.filename().string())
                                       : std::string();
}

} // namespace interleave
