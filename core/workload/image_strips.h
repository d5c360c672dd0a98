// Image filter in strips: one picture after the other, all workers at it. One task decodes a
// picture into memory that all share, each stage of the filters has a task for each strip, and one
// task writes the result (strip_plan.h). What comes out is byte for byte what ImageFilterWorkload
// makes.
//
// A task that fails takes its picture with it: those that need it fail with its number, and the
// next picture begins when all of them have ended.
#pragma once

#include "core/workload/image_filter.h"
#include "core/workload/strip_desk.h"
#include "core/workload/strip_hand_over.h"
#include "core/workload/strip_rooms.h"
#include "core/workload/task_loop.h"

namespace interleave {

class ImageStripsWorkload final : public ImageFilterWorkload
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Workload>, WorkloadError> create(
        const Experiment& experiment);
    [[nodiscard]] static Result<std::unique_ptr<Workload>, WorkloadError> attach(
        const Experiment& experiment);

    [[nodiscard]] std::uint64_t tasksPerThing(std::uint32_t workers) const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    void workerDied(std::optional<std::uint64_t> task,
        std::int64_t pid,
        std::span<std::byte> area) const override;
    [[nodiscard]] std::string taskName(
        std::uint64_t index, std::span<std::byte> area) const override;
    void taskCrashed(std::uint64_t task, std::span<std::byte> area) const override;
    [[nodiscard]] std::vector<int> descriptors() const override;
    [[nodiscard]] Result<void, WorkloadError> adopt(std::vector<UniqueFd> descriptors) override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] std::uint64_t partsPerTask() const override { return 0; } // they are tasks
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] std::uint64_t updatesAtMost(
        std::uint64_t index, const RunShape& shape) const override;

private:
    [[nodiscard]] std::uint64_t pictureOf(std::uint64_t task) const override
    {
        return preparedPlan().placeOf(task).picture;
    }
    /// What a task has in hand.
    struct Job
    {
        const StripPlan& plan;
        const StripDesk& desk;
        std::uint64_t task;
        StripPlace place;
        WorkerContext& worker;
        std::optional<SentStrip> sent{}; // what it has taken
    };
    using Done = Result<BrightnessCounts, ImageError>; // what it adds to the shared histogram

    explicit ImageStripsWorkload(const Experiment& experiment);
    [[nodiscard]] Result<void, WorkloadError> makeHandOver();
    [[nodiscard]] std::uint32_t stripsFor(std::uint32_t workers) const;
    [[nodiscard]] StripPlan planFor(std::uint32_t strips) const;
    /// For the engine: what the shared memory says is the workers' to write.
    [[nodiscard]] StripPlan preparedPlan() const { return planFor(m_prepared.load()); }

    template <class Access>
    [[nodiscard]] TaskReport runJob(const Access& access, Job& job) const;
    [[nodiscard]] TaskReport sendStrips(const Job& job) const;
    [[nodiscard]] TaskReport takeStrip(Job& job) const;
    [[nodiscard]] TaskReport awaitOthers(const Job& job) const;
    [[nodiscard]] TaskReport failedFor(const Job& job, const std::string& why) const;
    [[nodiscard]] TaskReport lostFor(const Job& job, std::uint64_t task) const;
    template <class Access>
    [[nodiscard]] TaskReport addToShared(
        const Access& access, const Job& job, const Done& counts) const;

    [[nodiscard]] Done work(Job& job) const;
    [[nodiscard]] Done decode(const Job& job) const;
    [[nodiscard]] Done filter(Job& job) const;
    [[nodiscard]] Result<SentStrip, ImageError> stripToSend(
        const Job& job, std::uint32_t strip) const;
    [[nodiscard]] Done makeAnother(const Job& job, const Pixels& from, std::size_t room) const;
    [[nodiscard]] Done countIfEnd(const Job& job, const Pixels& picture, RowRange rows) const;
    [[nodiscard]] Done encode(const Job& job) const;

    [[nodiscard]] std::span<const FilterStep> filtersOf(const FilterStage& stage) const;
    [[nodiscard]] Result<PixelShape, ImageError> shapeBefore(const Job& job) const;
    [[nodiscard]] Result<PixelShape, ImageError> shapeAfter(
        std::span<const FilterStep> steps, const PixelShape& shape) const;

    std::optional<std::uint32_t> m_strips; // nothing: one for each worker
    mutable std::atomic<std::uint32_t> m_prepared{1}; // strips, of the engine's last trial
    HandOver m_way;
    StripRooms m_rooms;
    StripHandOver m_handOver;
};

} // namespace interleave
