// The lessons that lie in a folder, in the order of their files' names.
#pragma once

#include "core/lesson/lesson_text.h"

#include <filesystem>
#include <string>
#include <vector>

namespace interleave {

struct LessonFile
{
    std::string name; // of the file without its ending, and without the number before it
    std::filesystem::path path;
    tl::expected<Lesson, std::vector<LessonProblem>> lesson;
};

/// The program's own: beside its other resources. Empty without /proc, which tells where that is.
[[nodiscard]] std::filesystem::path usualLessonFolder();

/// A file that cannot be read is a problem of the whole file.
[[nodiscard]] LessonFile readLesson(const std::filesystem::path& path);

/// Every file of it that ends in .md; none where there is no such folder. One that is wrong does
/// not keep the others away.
[[nodiscard]] std::vector<LessonFile> lessonsIn(const std::filesystem::path& folder);

} // namespace interleave
