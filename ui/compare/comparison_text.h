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

/// "The lock saved 37,912 updates and took 17 to 66 times as long", with the 95 % interval over the
/// trials; of one trial each, that it is of one. Where a run did not finish, that.
[[nodiscard]] QString comparisonHeadline(const RunResult& a, const RunResult& b);

/// Whether the run ended by itself and gave a result.
[[nodiscard]] bool isComplete(const RunResult& run);

/// "Run A failed: the two cannot be compared".
[[nodiscard]] QString failedHeadline(const QString& name);

/// How long B took beside A: "3.1 times as long", "1.9 times faster", "as long".
[[nodiscard]] QString timeRatio(double aNs, double bNs);
/// The same with its interval: "17 to 66 times as long", "1.8 to 2.1 times faster".
[[nodiscard]] QString timeRatio(const Ratio& ratio);

/// Whether the trials leave open which is faster. That both take as long they do not say either.
[[nodiscard]] bool leavesOpen(const Ratio& ratio);

/// How many times as long the trials of B took as those of A.
[[nodiscard]] Ratio wallRatio(const RunResult& a, const RunResult& b);

/// "8 workers: 3.7 to 4.0 times as fast as 1", of a run that compares pool sizes; empty where its
/// trials cannot tell.
[[nodiscard]] QString poolSizesHeadline(const RunResult& run);

} // namespace interleave::ui
