// Image filter: every task filters one picture and adds the brightness of its pixels to a shared
// histogram.
//
// The workers decode files of strangers, so each enters a sandbox first: no new privileges, bounded
// memory, and, where the kernel has Landlock, no file but the input folder's to read and the output
// folder's to write.
#pragma once

#include "core/workload/image/image_module.h"
#include "core/workload/image/picture_list.h"
#include "core/workload/image/result_names.h"
#include "core/workload/workload.h"

namespace interleave {

class ImageFilterWorkload final : public Workload
{
public:
    /// Lists the input folder, checks the output folder and loads OpenCV.
    [[nodiscard]] static Result<std::unique_ptr<Workload>, WorkloadError> create(
        const Experiment& experiment);

    /// In a worker that has inherited nothing: looks at no folder, adopt() brings the pictures.
    [[nodiscard]] static Result<std::unique_ptr<Workload>, WorkloadError> attach(
        const Experiment& experiment);

    [[nodiscard]] std::optional<std::uint64_t> tasksFound() const override;
    [[nodiscard]] std::string remark() const override;
    [[nodiscard]] std::string assurance() const override;
    [[nodiscard]] Result<void, WorkloadError> enterWorker(unsigned threads) const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    void workerDied(std::optional<std::uint64_t> task,
        std::int64_t pid,
        std::span<std::byte> area) const override;
    [[nodiscard]] std::vector<int> descriptors() const override;
    [[nodiscard]] int taskFiles() const override;
    [[nodiscard]] Result<void, WorkloadError> adopt(std::vector<UniqueFd> descriptors) override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    explicit ImageFilterWorkload(const Experiment& experiment);
    [[nodiscard]] Result<void, WorkloadError> readFolders(const Experiment& experiment);
    [[nodiscard]] Result<void, WorkloadError> listForOthers();
    [[nodiscard]] Result<void, WorkloadError> loadModule();
    [[nodiscard]] Result<void, WorkloadError> prepareOutput(const Experiment& experiment);
    [[nodiscard]] std::string outputName(std::uint64_t index) const;
    [[nodiscard]] std::string pictureName(std::uint64_t index) const;
    [[nodiscard]] Result<FilteredPicture, ImageError> filter(std::uint64_t index) const;
    [[nodiscard]] std::filesystem::path outputOf(
        std::uint64_t index) const; // empty: results are dropped

    std::unique_ptr<ImageModule> m_module;
    std::vector<Picture> m_pictures; // empty: sample pictures
    std::optional<PictureList> m_list; // of them, for workers that do not inherit it, and windows
    PictureSearch m_input;
    ResultPlace m_output;
    PictureOptions m_options;
    LeftOut m_leftOut;
    FilterChain m_filters;
    std::uint64_t m_seed = 0;
};

} // namespace interleave
