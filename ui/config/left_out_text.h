// What a folder of pictures has beside those that are tasks, in the window's words.
#pragma once

#include "core/workload/image/picture_folder.h"

#include <QString>

namespace interleave::ui {

/// "1,200 files that are no pictures of a known format (1,200 heic), 1 folder that is called like a
/// picture"; empty where nothing is left out.
[[nodiscard]] QString leftOutText(const LeftOut& leftOut);

} // namespace interleave::ui
