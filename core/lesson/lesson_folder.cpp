#include "core/lesson/lesson_folder.h"

#include "core/base/file.h"
#include "core/base/program_file.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace interleave {

namespace {

// "07-a-lock.md" is "a-lock".
std::string nameOf(const std::filesystem::path& path)
{
    std::string name = path.stem().string();
    const std::size_t begin = name.find_first_not_of("0123456789");
    if (begin != std::string::npos && begin > 0 && name[begin] == '-')
        name.erase(0, begin + 1);
    return name;
}

} // namespace

std::filesystem::path usualLessonFolder()
{
    return programFolder()
        .map([](const std::filesystem::path& programs) {
            return programs.parent_path() / "share/interleave/lessons";
        })
        .value_or(std::filesystem::path());
}

LessonFile readLesson(const std::filesystem::path& path)
{
    LessonFile file{.name = nameOf(path), .path = path, .lesson = Lesson{}};
    // One byte more is enough to see that it is too large.
    const auto text = readRegularFile(path, kMaxLessonBytes + 1);
    if (!text)
        file.lesson = tl::unexpected(std::vector<LessonProblem>{{0, text.error().message}});
    else
        file.lesson = lessonIn(*text);
    return file;
}

std::vector<LessonFile> lessonsIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> paths;
    std::error_code none;
    for (auto entry = std::filesystem::directory_iterator(folder, none);
         !none && entry != std::filesystem::directory_iterator();
         entry.increment(none)) {
        if (entry->path().extension() == ".md")
            paths.push_back(entry->path());
    }
    std::ranges::sort(paths);
    std::vector<LessonFile> lessons;
    for (const std::filesystem::path& path : paths)
        lessons.push_back(readLesson(path));
    return lessons;
}

} // namespace interleave
