// What stands in a lesson's file apart from its text: lines of "key: value", in the front matter
// and in the blocks of questions.
#pragma once

#include "core/lesson/lesson.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct BlockLine
{
    std::size_t line; // of the file, from 1
    std::string key;
    std::string value;
};

/// The problems that reading finds, in the order of the file.
using LessonProblems = std::vector<LessonProblem>;

/// `text` is what stands between the lines that begin and end it; its first line is `line`. Lines
/// that are empty or begin with '#' say nothing.
[[nodiscard]] std::vector<BlockLine> blockLinesIn(
    std::string_view text, std::size_t line, LessonProblems& problems);

struct FrontMatter
{
    std::string title;
    std::string about;
    std::int64_t minutes = 0;
};
[[nodiscard]] FrontMatter frontMatterIn(
    std::span<const BlockLine> lines, std::size_t begins, LessonProblems& problems);

/// A block that begins in line `begins`. `view` is set where the block names one, and must be null
/// where it may not.
[[nodiscard]] Question questionIn(std::span<const BlockLine> lines,
    std::size_t begins,
    std::string* view,
    LessonProblems& problems);

/// The measures that it asks for, which must be of the step's experiment.
void checkQuestion(const Question& question,
    const Experiment& experiment,
    std::size_t begins,
    LessonProblems& problems);

} // namespace interleave
