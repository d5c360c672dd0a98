// Experiments on disk: files that the user opens and saves, and the form's last experiment between
// sessions. Every message names the file and what to do about it.
#pragma once

#include "core/model/experiment.h"

#include <QString>

#include <tl/expected.hpp>

#include <filesystem>

namespace interleave::ui {

using ExperimentOrMessage = tl::expected<Experiment, QString>;
using SavedOrMessage = tl::expected<void, QString>;

[[nodiscard]] ExperimentOrMessage loadExperiment(const std::filesystem::path& file);
[[nodiscard]] SavedOrMessage saveExperiment(
    const std::filesystem::path& file, const Experiment& experiment);

/// The last experiment, in a file of its own.
class ExperimentStore
{
public:
    explicit ExperimentStore(std::filesystem::path file = defaultFile());

    /// last_experiment.json in the user's folder for settings.
    [[nodiscard]] static std::filesystem::path defaultFile();

    struct Remembered
    {
        Experiment experiment; // the default one where nothing could be read
        QString message; // what was wrong with the file; empty when it was read or is not there yet
    };
    [[nodiscard]] Remembered load() const;

    /// A file that load() could not read is kept beside it as *.damaged: it may be from a newer
    /// version.
    [[nodiscard]] SavedOrMessage save(const Experiment& experiment) const;

private:
    std::filesystem::path m_file;
};

} // namespace interleave::ui
