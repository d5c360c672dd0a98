// A lesson's file: Markdown, with a front matter and three kinds of blocks.
//
//     ---
//     title: A shared counter without a lock
//     about: What becomes of updates when two processes count in one number.
//     minutes: 5
//     ---
//     The introduction.
//
//     ## A step
//     What to read before the question.
//
//     ```experiment
//     {"workload": "counter", "workers": 2, "sync": "none"}
//     ```
//
//     ```predict
//     ask: How many updates are left?
//     number: actual
//     tolerance: 10 %
//     ```
//
//     ```observe
//     ask: What do you see?
//     choice: Some are lost | most lost > 0
//     choice: None is lost | most lost = 0
//     view: race
//     ```
//
//     ### What happened
//     The explanation, with {lost} for the run's own number.
//
// What a question may ask for is in run_number.h. Links lead into the window: [see](view:race),
// [set it](field:sync=none), [the second worker](worker:2); a picture lies beside the lesson.
#pragma once

#include "core/lesson/lesson.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Longer ones are refused.
inline constexpr std::size_t kMaxLessonBytes = std::size_t{1} << 20U;

/// The names of views in lessons: those of their icons.
[[nodiscard]] std::span<const std::string_view> lessonViews();

/// All problems, in the order of the lines.
[[nodiscard]] tl::expected<Lesson, std::vector<LessonProblem>> lessonIn(std::string_view text);

/// "counter.md:12: there is no field 'aks' (did you mean 'ask'?); ...", a line each.
[[nodiscard]] std::string joinProblems(
    const std::vector<LessonProblem>& problems, std::string_view source);

} // namespace interleave
