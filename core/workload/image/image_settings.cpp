#include "core/workload/image/image_settings.h"

namespace interleave {

PictureSearch pictureSearchOf(const Experiment& experiment)
{
    return {.folder = parameter<std::string>(experiment, "input"),
        .pattern = parameter<std::string>(experiment, "pattern"),
        .recursive = parameter<bool>(experiment, "recursive")};
}

ResultPlace resultPlaceOf(const Experiment& experiment)
{
    const auto format = resultFormatFromName(parameter<std::string>(experiment, "format"));
    return {.folder = parameter<std::string>(experiment, "output"),
        .names = parameter<std::string>(experiment, "names"),
        .format = format.value_or(ResultFormat::Same),
        .overwrite = parameter<bool>(experiment, "overwrite")};
}

} // namespace interleave
