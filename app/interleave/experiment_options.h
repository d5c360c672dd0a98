// The options of a command that takes an experiment: a file, and one option per field on top of it.
#pragma once

#include "core/model/brought_programs.h"
#include "core/model/experiment_json.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Validator;
} // namespace CLI

namespace interleave {

class ExperimentOptions
{
public:
    /// Adds the file argument, an option for each field and --param to `command`.
    explicit ExperimentOptions(CLI::App& command);
    /// And what is compared, in one option.
    void addVary(CLI::App& command);
    [[nodiscard]] bool varies() const { return m_varies; }
    /// Whether anything was given but a file, and what is compared.
    [[nodiscard]] bool hasSettings() const;
    [[nodiscard]] bool gives(std::string_view field) const { return m_fields.contains(field); }

    /// Its file, and that of a function; empty when none was given, "-" for standard input.
    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] const std::string& functionFile() const { return m_function; }
    /// The experiment that the user described, or every problem of it.
    [[nodiscard]] ExperimentOrProblems read() const;
    /// What `experiment`, which was read, would run that its file names and nobody else.
    [[nodiscard]] BroughtPrograms programsOfFile(const Experiment& experiment) const;

private:
    void addOption(CLI::App& command, const ValueSpec& spec);
    void takeFunction(Experiment& experiment, std::vector<ExperimentProblem>& problems) const;
    void choosePython(Experiment& experiment) const;

    std::string m_file;
    std::map<std::string, std::string, std::less<>> m_fields; // those that were given
    std::vector<std::string> m_parameters;
    std::string m_function; // the file of one's own function; empty: none was given
    bool m_varies = false;
    std::string m_vary; // "sync=none,lock"
};

/// For an option that names a file.
[[nodiscard]] CLI::Validator notEmpty();

/// Reads and checks an experiment file; "-" is standard input.
[[nodiscard]] ExperimentOrProblems readExperimentFile(const std::string& path);

} // namespace interleave
