#include "core/workload/image/picture_list.h"

#include "core/base/printable.h"
#include "core/base/serialise.h"
#include "core/ipc/memory_file.h"

#include <utility>

namespace interleave {

namespace {

using Names = std::vector<std::pair<std::string, std::string>>; // file, name of the result

} // namespace

Result<PictureList, SystemError> PictureList::make(std::vector<Picture> pictures)
{
    Names names;
    for (const Picture& picture : pictures)
        names.emplace_back(picture.file.native(), picture.outputName);
    const auto bytes = toBytes(names);
    if (!bytes)
        return fail(SystemError::Other, bytes.error().message);
    auto file = memoryFileWith(*bytes);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    return PictureList(*std::move(file), std::move(pictures));
}

Result<PictureList, SystemError> PictureList::read(UniqueFd file)
{
    const auto bytes = readMemoryFile(file.get());
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto names = fromBytes<Names>(*bytes);
    if (!names)
        return fail(SystemError::Other, names.error().message);
    std::vector<Picture> pictures;
    for (const auto& [name, result] : *names)
        pictures.push_back({name, result});
    return PictureList(std::move(file), std::move(pictures));
}

std::string PictureList::nameOf(std::uint64_t task) const
{
    return task < m_pictures.size() ? printable(m_pictures[task].file.filename().string())
                                    : std::string();
}

} // namespace interleave
