// Which pictures the tasks of an image run are about, as a memory file that goes from process to
// process: names that are no text stay what they are.
//
// Thread safety: const after it was made.
#pragma once

#include "core/base/failure.h"
#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/workload/image/picture_folder.h"

#include <cstddef>
#include <string>
#include <vector>

namespace interleave {

class PictureList
{
public:
    /// Costs a copy of all names.
    [[nodiscard]] static Result<PictureList, SystemError> make(std::vector<Picture> pictures);
    /// From what descriptor() gave.
    [[nodiscard]] static Result<PictureList, SystemError> read(UniqueFd file);

    [[nodiscard]] int descriptor() const { return m_file.get(); }
    /// One for each task, in their order.
    [[nodiscard]] const std::vector<Picture>& pictures() const { return m_pictures; }
    /// "cat.jpg", of a picture in a subfolder the file's name alone; empty where there is none.
    [[nodiscard]] std::string nameOf(std::uint64_t task) const;

private:
    PictureList(UniqueFd file, std::vector<Picture> pictures)
        : m_file(std::move(file))
        , m_pictures(std::move(pictures))
    {
    }

    UniqueFd m_file;
    std::vector<Picture> m_pictures;
};

} // namespace interleave
