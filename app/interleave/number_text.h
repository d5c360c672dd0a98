// Numbers as a terminal shows them: three significant digits and a unit.
#pragma once

#include <cstdint>
#include <string>

namespace interleave {

[[nodiscard]] std::string durationText(double ns); // 72.0 ns, 18.2 us, 1.94 s
[[nodiscard]] std::string countText(std::uint64_t count); // 37,912
[[nodiscard]] std::string numberText(double value); // 37,912; otherwise 0.123
[[nodiscard]] std::string rateText(double perSecond); // 2.40 M/s
[[nodiscard]] std::string bytesText(double bytes); // 38.1 MiB
[[nodiscard]] std::string percentText(double share); // 37.9 %

} // namespace interleave
