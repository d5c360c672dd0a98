// How serious a line of the engine's log is.
#pragma once

#include <cstdint>

namespace interleave {

enum class LogLevel : std::uint8_t { Info, Warning, Error };

} // namespace interleave
