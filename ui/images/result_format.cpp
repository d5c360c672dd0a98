#include "ui/images/result_format.h"

#include "core/workload/image/image_settings.h"

#include <QString>

#include <filesystem>

namespace interleave::ui {

namespace {

std::filesystem::path resultOf(
    const Experiment& experiment, const PictureList* pictures, std::uint64_t picture)
{
    if (pictures == nullptr)
        return sampleOutputName(picture, resultPlaceOf(experiment));
    return picture < pictures->pictures().size() ? pictures->pictures()[picture].outputName
                                                 : std::string();
}

} // namespace

bool resultLoses(const Experiment& experiment, const PictureList* pictures, std::uint64_t picture)
{
    const QString ending
        = QString::fromStdString(resultOf(experiment, pictures, picture).extension().string())
              .toLower();
    return ending == QLatin1String(".jpg") || ending == QLatin1String(".jpeg")
        || ending == QLatin1String(".jpe") || ending == QLatin1String(".webp");
}

} // namespace interleave::ui
