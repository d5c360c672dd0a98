#include "ui/config/chosen_files.h"

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/workload/image/picture_paths.h"
#include "ui/config/experiment_store.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace interleave::ui {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCalled = " pictures "; // between how many and which

struct ChosenFiles
{
    Q_DECLARE_TR_FUNCTIONS(ChosenFiles)
};

QString shownName(const fs::path& file)
{
    return QString::fromStdString(shown(file.filename().string()));
}

bool isOfARun(const fs::path& file)
{
    return file.extension() == ".json" || file.extension() == ".trace";
}

ChosenInput inputOfOne(const fs::path& chosen)
{
    std::error_code failed; // what can't be looked at is neither
    const bool isFolder = fs::is_directory(chosen, failed);
    if (!isFolder && isOfARun(chosen))
        return {.problem = ChosenFiles::tr("%1 is no folder with pictures: File > Open takes it")
                               .arg(shownName(chosen))};
    if (!isFolder && !fs::is_regular_file(chosen, failed))
        return {.problem = ChosenFiles::tr("%1 is no folder and no file, or cannot be looked at")
                               .arg(shownName(chosen))};
    return {.path = chosen};
}

// By when they were chosen last, the newest first. What else is in the folder is somebody else's.
std::vector<fs::path> listsIn(const fs::path& folder)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(folder, gone)) {
        const bool isList = entry.path().filename().string().find(kCalled) != std::string::npos
            && entry.path().extension() == kPathsEnding && entry.is_regular_file(gone);
        if (isList)
            found.emplace_back(entry.last_write_time(gone), entry.path());
    }
    std::ranges::sort(found, std::greater());
    std::vector<fs::path> lists;
    for (const auto& [time, list] : found)
        lists.push_back(list);
    return lists;
}

// One that cannot be removed stays.
void removeOldest(const PictureLists& lists)
{
    const std::vector<fs::path> all = listsIn(lists.folder);
    for (std::size_t i = PictureLists::kMost; i < all.size(); ++i) {
        std::error_code stays;
        if (all[i] != lists.needed)
            fs::remove(all[i], stays);
    }
}

ChosenInput writeList(const std::vector<fs::path>& chosen, const PictureLists& lists)
{
    const auto text = textOfPaths(chosen);
    if (!text)
        return {.problem = ChosenFiles::tr("a path with a line break in it cannot stand in a list: "
                                           "choose its folder")};
    const fs::path file = lists.folder
        / fmt::format(
            "{}{}{:016x}{}", chosen.size(), kCalled, std::hash<std::string>()(*text), kPathsEnding);
    std::error_code failed; // then it cannot be written, and says why
    fs::create_directories(lists.folder, failed);
    if (const auto written = writeFileAtomically(file, *text); !written)
        return {.problem = QString::fromStdString(written.error().message)};
    removeOldest(lists);
    return {.path = file};
}

} // namespace

ChosenInput inputOf(const std::vector<fs::path>& chosen, const PictureLists& lists)
{
    if (chosen.size() == 1)
        return inputOfOne(chosen.front());
    std::error_code gone; // its task will say so
    for (const fs::path& file : chosen) {
        if (fs::is_directory(file, gone))
            return {.problem
                = ChosenFiles::tr("%1 is a folder: choose one folder alone, or pictures alone")
                      .arg(shownName(file))};
    }
    return writeList(chosen, lists);
}

PictureLists PictureLists::ofUser()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const Experiment remembered = ExperimentStore().load().experiment;
    return {.folder = fs::path(QFile::encodeName(folder).toStdString()) / "picture lists",
        .needed = remembered.workload == WorkloadKind::ImageFilter
            ? fs::path(parameter<std::string>(remembered, "input"))
            : fs::path()};
}

} // namespace interleave::ui
