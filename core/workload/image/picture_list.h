// Which pictures the tasks of an image run are about, as a memory file that goes from process to
// process: names that are no text stay what they are.
//
// Thread safety: const after it was made.
#pragma once

#include "core/base/failure.h"
#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/workload/image/picture_folder.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

struct GivenPictures
{
    std::vector<Picture> pictures{}; // of a folder
    std::optional<std::vector<std::uint64_t>> samples{}; // that are left; nothing: all
    std::string run{}; // its id in the journal
    PictureSearch input{}; // where they were searched for
    /// They lie in these, or below, behind all links; nothing: nobody has followed their paths.
    std::optional<std::vector<std::filesystem::path>> folders{};
    std::filesystem::path output{}; // for their results, behind all links; empty: none is known
};

class PictureList
{
public:
    /// Costs a copy of all names.
    [[nodiscard]] static Result<PictureList, SystemError> make(GivenPictures given);
    /// From what descriptor() gave.
    [[nodiscard]] static Result<PictureList, SystemError> read(UniqueFd file);

    [[nodiscard]] int descriptor() const { return m_file.get(); }
    [[nodiscard]] const GivenPictures& given() const { return m_given; }
    /// In the order of the tasks, of which in strips each is many.
    [[nodiscard]] const std::vector<Picture>& pictures() const { return m_given.pictures; }
    /// Which sample picture one of a run without a folder is; nothing for more than there are.
    [[nodiscard]] std::optional<std::uint64_t> sampleOf(std::uint64_t picture) const;
    /// "cat.jpg", of a picture in a subfolder the file's name alone; empty where there is none.
    [[nodiscard]] std::string nameOf(std::uint64_t picture) const;

private:
    PictureList(UniqueFd file, GivenPictures given)
        : m_file(std::move(file))
        , m_given(std::move(given))
    {
    }

    UniqueFd m_file;
    GivenPictures m_given;
};

} // namespace interleave
