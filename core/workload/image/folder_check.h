// Whether a folder of an image run is one, and may be used.
#pragma once

#include "core/workload/image/picture_folder.h"

#include <filesystem>
#include <string_view>

namespace interleave {

/// `field` is the parameter that says the folder, `access` as access(2) has it, `denied` what to
/// say where it is refused.
[[nodiscard]] Result<void, PictureFolderError> checkFolder(std::string_view field,
    const std::filesystem::path& folder,
    int access,
    std::string_view denied);

} // namespace interleave
