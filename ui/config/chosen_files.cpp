#include "ui/config/chosen_files.h"

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/workload/image/picture_paths.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <fmt/format.h>

#include <functional>
#include <string>
#include <system_error>

namespace interleave::ui {

namespace {

namespace fs = std::filesystem;

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

ChosenInput writeList(const std::vector<fs::path>& chosen, const fs::path& lists)
{
    const auto text = textOfPaths(chosen);
    if (!text)
        return {.problem = ChosenFiles::tr("a path with a line break in it cannot stand in a list: "
                                           "choose its folder")};
    const fs::path file = lists
        / fmt::format(
            "{} pictures {:016x}{}", chosen.size(), std::hash<std::string>()(*text), kPathsEnding);
    std::error_code failed; // then it cannot be written, and says why
    fs::create_directories(lists, failed);
    if (const auto written = writeFileAtomically(file, *text); !written)
        return {.problem = QString::fromStdString(written.error().message)};
    return {.path = file};
}

} // namespace

ChosenInput inputOf(const std::vector<fs::path>& chosen, const fs::path& lists)
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

fs::path folderOfLists()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return fs::path(QFile::encodeName(folder).toStdString()) / "picture lists";
}

} // namespace interleave::ui
