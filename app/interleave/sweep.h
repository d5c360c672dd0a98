// A sweep: an experiment with each combination of the values of one or two settings, by turns.
//
// Each trial is a run of its own, in rounds in which every combination has one, in an order that
// the seed fixes. So whatever changes on the machine meanwhile meets all of them, and what was done
// until it is stopped is a sweep of fewer rounds.
#pragma once

#include "app/interleave/swept_field.h"
#include "core/engine/run/run.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace interleave {

struct SweepResult
{
    std::vector<SweptField> fields{};
    std::vector<Combination> combinations{};
    RunResult run{}; // an arm for each combination
    std::string why{}; // it did not come to its end; empty where it did
};

/// Of trials that have begun, and are still to begin.
struct SweepProgress
{
    std::size_t trial = 0;
    std::size_t trials = 0;
};

class Sweep
{
public:
    /// Plans the experiment with each combination, one trial at a time; starts nothing. The fields
    /// hold no values that the experiment refuses by itself; of what it refuses together with
    /// others the failure says which combination.
    [[nodiscard]] static Result<Sweep, EngineError> plan(
        const Experiment& experiment, std::vector<SweptField> fields);

    [[nodiscard]] std::size_t trials() const;
    [[nodiscard]] std::size_t combinations() const { return m_combinations.size(); }
    /// Before each trial `progress` is called.
    [[nodiscard]] SweepResult execute(EventLoop& loop,
        RunObserver& observer,
        const std::function<void(const SweepProgress&)>& progress);
    /// One trial of the first combination: how long it took, with all that is around it, in ns; 0
    /// where it could not be had.
    [[nodiscard]] double tryOne(EventLoop& loop, RunObserver& observer);
    void cancel();

private:
    Sweep(const Experiment& experiment, std::vector<SweptField> fields)
        : m_experiment(experiment)
        , m_fields(std::move(fields))
        , m_combinations(combinationsOf(m_fields))
    {
    }

    Experiment m_experiment;
    std::vector<SweptField> m_fields;
    std::vector<Combination> m_combinations;
    std::vector<std::unique_ptr<Run>> m_runs; // of each combination
    Run* m_current = nullptr;
    bool m_cancelled = false;
};

} // namespace interleave
