// What the words of comparisons are made of: pure functions from two runs.
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
    bool areNames = false; // each can be the subject of a sentence: one parameter tells them apart
};
[[nodiscard]] SideTitles sideTitles(const Experiment& a, const Experiment& b);

/// Whether the run ended by itself, with a result that is known in every trial.
[[nodiscard]] bool canBeCompared(const RunResult& run);

/// "took as long in this one trial".
[[nodiscard]] QString inOneTrial(const QString& claim);

/// How long B took beside A: "3.1 times as long", "1.9 times faster", "as long".
[[nodiscard]] QString timeRatio(double aNs, double bNs);
/// The same with its interval: "17 to 66 times as long", "1.8 to 2.1 times faster".
[[nodiscard]] QString timeRatio(const Ratio& ratio);

/// "17 to 66", or one number where both would read the same.
[[nodiscard]] QString ratioInterval(double low, double high);

/// "1.4 times as long as none", "1.8 to 2.1 times faster than none".
[[nodiscard]] QString timeBeside(const Ratio& ratio, const QString& other);

/// Whether all of the interval is below 1, by more than is worth a word.
[[nodiscard]] bool isFaster(const Ratio& ratio);

/// Whether the trials leave open which is faster. That both take as long they do not say either.
[[nodiscard]] bool leavesOpen(const Ratio& ratio);

/// How many times as long the trials of B took as those of A.
[[nodiscard]] Ratio wallRatio(const RunResult& a, const RunResult& b);

/// Of a run that compares pool sizes; empty where its trials cannot tell.
struct PoolSizesAnswer
{
    QString headline{}; // "8 workers: 3.7 to 4.0 times as fast as 1"
    QString brief{}; // "3.7 to 4.0 times as fast as 1"
};
[[nodiscard]] PoolSizesAnswer poolSizesAnswer(const RunResult& run);
[[nodiscard]] inline QString poolSizesHeadline(const RunResult& run)
{
    return poolSizesAnswer(run).headline;
}

} // namespace interleave::ui
