// What can be wrong with a lesson.
#pragma once

#include <cstdint>

namespace interleave {

enum class LessonError : std::uint8_t {
    BadText, // it is not written as lessons are
    NoSuchArm, // a number is asked of what the run does not compare
    NotMeasured, // the run has no such number
};

} // namespace interleave
