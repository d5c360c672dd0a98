// How a child process comes into being: core/process/context.h.
#pragma once

#include <cstdint>

namespace interleave {

enum class StartMethod : std::uint8_t { Fork, Spawn, ForkServer };

} // namespace interleave
