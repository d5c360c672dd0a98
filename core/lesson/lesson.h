// A lesson: steps in which somebody predicts what an experiment will give, runs it, says what he
// has seen, and only then reads why. A value, read from a file (lesson_text.h).
#pragma once

#include "core/lesson/question.h"
#include "core/model/experiment.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

struct LessonStep
{
    std::string title;
    std::string text{}; // Markdown, read before the question
    Experiment experiment{};
    Question predict{};
    Question observe{};
    std::string view{}; // of the window, where what is asked for is seen
    std::string explanation{}; // Markdown; {NUMBER} in it is the run's own number
};

struct Lesson
{
    std::string title;
    std::string about{}; // in a sentence
    std::int64_t minutes = 0; // about; 0: not said
    std::string introduction{}; // Markdown
    std::vector<LessonStep> steps{};
};

/// What is wrong in a line of the file, and what to do.
struct LessonProblem
{
    std::size_t line = 0; // from 1; 0: the whole file
    std::string message;
};

/// `text` with the run's numbers for each {NUMBER}, as `write` writes them; "?" where the run has
/// no such number.
[[nodiscard]] std::string withNumbers(const std::string& text,
    const RunResult& result,
    const std::function<std::string(const Measured&)>& write);

/// The first thing that is wrong with a {NUMBER} of the text, and its place there.
struct PlaceProblem
{
    std::size_t place = 0;
    std::string message;
};
[[nodiscard]] std::optional<PlaceProblem> findNumberProblem(
    const std::string& text, const Experiment& experiment);

} // namespace interleave
