// Image filter: every task filters one picture and adds the brightness of its pixels to a shared
// histogram.
//
// The workers decode files of strangers, so each enters a sandbox first: no new privileges, bounded
// memory, and, where the kernel has Landlock, no file but the input folder's to read and the output
// folder's to write.
#pragma once

#include "core/workload/image/image_module.h"
#include "core/workload/image/picture_tasks.h"
#include "core/workload/workload.h"

namespace interleave {

class ImageFilterWorkload : public Workload
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
    [[nodiscard]] std::string taskName(
        std::uint64_t index, std::span<std::byte> area) const override;
    [[nodiscard]] std::string failureOf(
        std::uint64_t index, const std::string& message) const override;
    void taskCrashed(std::uint64_t task, std::span<std::byte> area) const override;
    [[nodiscard]] std::vector<int> descriptors() const override;
    [[nodiscard]] int taskFiles() const override;
    [[nodiscard]] Result<void, WorkloadError> adopt(std::vector<UniqueFd> descriptors) override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    /// A picture's: PicturePart.
    [[nodiscard]] std::uint64_t partsPerTask() const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

    [[nodiscard]] const FilterChain& filters() const { return m_filters; }
    [[nodiscard]] const PictureOptions& options() const { return m_options; }
    [[nodiscard]] const PictureTasks& pictures() const { return m_pictures; }

protected:
    explicit ImageFilterWorkload(const Experiment& experiment);
    /// What create() does with a workload.
    [[nodiscard]] Result<void, WorkloadError> open(const Experiment& experiment);
    [[nodiscard]] Result<void, WorkloadError> loadModule();
    [[nodiscard]] const ImageModule& module() const { return *m_module; }
    /// What the task of a picture reads.
    [[nodiscard]] PictureOrigin originOf(std::uint64_t index) const;

private:
    /// That a task is about.
    [[nodiscard]] virtual std::uint64_t pictureOf(std::uint64_t task) const { return task; }
    [[nodiscard]] Result<void, WorkloadError> readFolders(const Experiment& experiment);
    [[nodiscard]] Result<FilteredPicture, ImageError> filter(
        std::uint64_t index, const Clock& clock) const;
    /// Why a picture failed, with its name.
    [[nodiscard]] std::string describe(
        std::uint64_t index, const Failure<ImageError>& failure) const;

    std::unique_ptr<ImageModule> m_module;
    PictureTasks m_pictures;
    PictureOptions m_options;
    FilterChain m_filters;
    bool m_wholePictures;
};

} // namespace interleave
