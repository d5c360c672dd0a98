// The sentences of a comparison: pure functions from two runs to words.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// What tells two experiments apart, from each one's view: "without a lock" and "with the lock",
/// "pool size 2" and "pool size 4".
struct SideTitles
{
    QString a;
    QString b;
};
[[nodiscard]] SideTitles sideTitles(const Experiment& a, const Experiment& b);

/// "The lock saved 37,912 updates and took 3.1 times as long"; where a run did not finish, that.
[[nodiscard]] QString comparisonHeadline(const RunResult& a, const RunResult& b);

/// Whether the run ended by itself and gave a result.
[[nodiscard]] bool isComplete(const RunResult& run);

/// "Run A failed: the two cannot be compared".
[[nodiscard]] QString failedHeadline(const QString& name);

/// How long B took beside A: "3.1 times as long", "1.9 times faster", "as long".
[[nodiscard]] QString timeRatio(double aNs, double bNs);

} // namespace interleave::ui
