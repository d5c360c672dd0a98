// A verdict in a sentence.
#pragma once

#include "core/analysis/verdict.h"

#include <string>

namespace interleave {

/// "time", "tasks a second", "lost updates".
[[nodiscard]] std::string measureText(Measure measure);
/// For programs: "wall-time", "throughput", "loss".
[[nodiscard]] std::string measureName(Measure measure);

/// For programs: "faster", "slower", "loses-less", "loses-more", "same", "cannot-be-told",
/// "too-few-trials", "not-comparable".
[[nodiscard]] std::string verdictName(const Verdict& verdict);

/// "0.781 (0.765 to 0.799)"; "0.781" where there is no interval, "-" where there is no ratio.
[[nodiscard]] std::string ratioText(const Ratio& ratio);

/// "faster: 21.9 % less time (between 23.5 % less and 20.1 % less)".
[[nodiscard]] std::string verdictSentence(const Verdict& verdict, double sameWithin);

} // namespace interleave
