// interleave sweep: one experiment with many values of one or two settings.
#pragma once

#include "app/interleave/comparison_options.h"
#include "app/interleave/experiment_options.h"
#include "app/interleave/sweep.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

class Messages;
class OutputFile;
class StopSignals;

class SweepCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    SweepCommand(CLI::App& app, Messages& messages, int& status);

private:
    [[nodiscard]] int execute();
    /// All problems of the fields, a line each.
    [[nodiscard]] tl::expected<std::vector<SweptField>, std::string> fieldsOf(
        const Experiment& experiment) const;
    /// The exit status when a combination would run what the file brings and nobody allowed.
    [[nodiscard]] std::optional<int> refuseBroughtByAny(
        const Experiment& experiment, const std::vector<SweptField>& fields) const;
    [[nodiscard]] int planAndRun(const Experiment& experiment, std::vector<SweptField> fields);
    /// The exit status when it is not to run.
    [[nodiscard]] std::optional<int> askFor(Sweep& sweep, EventLoop& loop, StopSignals& signals);
    [[nodiscard]] int run(Sweep& sweep, EventLoop& loop, StopSignals& signals, OutputFile& json);
    [[nodiscard]] int report(const SweepResult& result, StopSignals& signals, OutputFile& json);

    Messages& m_messages;
    ExperimentOptions m_experiment;
    ComparisonRules m_rules;
    std::vector<std::string> m_vary;
    std::string m_jsonPath;
    bool m_allowsFunction = false;
    bool m_yes = false;
    bool m_quiet = false;
};

} // namespace interleave
