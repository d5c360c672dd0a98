// Where the pictures of an image run's tasks are.
#pragma once

#include "core/model/experiment.h"
#include "core/workload/image/image_settings.h"
#include "core/workload/image/picture_list.h"
#include "core/workload/image/sandbox.h"
#include "core/workload/image/thumbnail.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace interleave {

class PictureSources
{
public:
    /// `list`: as the engine read it, or made by the window of what a result keeps (kept_names.h);
    /// of that the paths are followed now. Without one the folders are looked at now, and may have
    /// changed since.
    [[nodiscard]] static Result<PictureSources, SystemError> find(
        const Experiment& experiment, std::optional<PictureList> list);

    /// Nothing for a task that has no picture.
    [[nodiscard]] std::optional<PictureOrigin> origin(std::uint64_t task) const;
    /// Empty where the run keeps none.
    [[nodiscard]] std::filesystem::path result(std::uint64_t task) const;
    [[nodiscard]] const FilterChain& filters() const { return m_filters; }
    /// Of results whose format has one.
    [[nodiscard]] int quality() const { return m_quality; }
    /// Nothing where the program makes all its pictures itself.
    [[nodiscard]] const std::optional<PictureList>& list() const { return m_list; }
    /// Both folders can be read, nothing can be written.
    [[nodiscard]] SandboxRules sandbox() const;

private:
    explicit PictureSources(const Experiment& experiment);
    void findFolders();
    [[nodiscard]] bool makesPictures() const { return m_input.folder.empty(); }
    [[nodiscard]] std::optional<std::uint64_t> sampleNumber(std::uint64_t task) const;

    PictureSearch m_input;
    ResultPlace m_output;
    std::optional<PictureList> m_list;
    std::vector<std::filesystem::path> m_folders; // with its pictures and the results
    FilterChain m_filters;
    SampleSeries m_series;
    int m_quality;
    bool m_salvage;
};

} // namespace interleave
