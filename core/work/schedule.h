// How tasks are divided among workers: core/work/work_queue.h.
#pragma once

#include <cstdint>

namespace interleave {

enum class Schedule : std::uint8_t { Auto, Static, Dynamic, Guided };

} // namespace interleave
