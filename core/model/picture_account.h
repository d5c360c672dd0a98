// What an image run did in pictures: in strips each is several tasks.
#pragma once

#include "core/model/run_result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

struct PictureAccount
{
    std::uint64_t total = 0;
    std::uint64_t filtered = 0;
    std::uint64_t failed = 0; // a task of them failed or took too long; not those that nobody
                              // began, or that were cut off when the trial ended
};

/// What a run is counted in.
enum class Counted { Tasks, Pictures };

/// Pictures where each is a task; in strips each is many.
[[nodiscard]] Counted countedIn(const Experiment& experiment);

/// Whether each failure of a task begins with the name of what it is about.
[[nodiscard]] bool failuresHaveNames(const Experiment& experiment);

/// Of a trial of an image run that was measured.
[[nodiscard]] PictureAccount countPictures(const TrialResult& trial);

/// "11 of 12 pictures filtered, 2.03 a second; 1 failed".
[[nodiscard]] std::string pictureSentence(const TrialResult& trial);

/// "1 of 12 pictures" that failed; empty where none did, or each is one task.
[[nodiscard]] std::string failedPictures(const TrialResult& trial);

/// Whether a figure of an outcome is told by that sentence.
[[nodiscard]] bool countsPictures(std::string_view figure);

} // namespace interleave
