// How often each of what is compared is tried, unless the user says so.
#pragma once

#include <cstdint>

namespace interleave::ui {

inline constexpr std::int64_t kTrialsOfEach = 5; // one says nothing

} // namespace interleave::ui
