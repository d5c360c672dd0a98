// What Python's workers must know of the pictures of an image run, and where they say what became
// of each. Python gets the numbers of this layout in its order
// (resources/python/interleave_runner/pictures.py).
//
//   uint64[tasks + 1]: where each task's names begin | the names: picture, result, and the stem of
//   what is unfinished, each up to a zero byte | PythonPicture[tasks], from a page on
//
// Process safety: the engine writes the names before anyone else sees them; of a task its worker
// alone writes what became of it, before the end of the task (PythonLogs). Nothing that stands
// there is trusted without a check.
#pragma once

#include "core/base/json_fwd.h"
#include "core/engine/plan/run_plan.h"
#include "core/ipc/shared_memory.h"
#include "core/workload/image_filter.h"

#include <cstdint>

namespace interleave {

struct PythonPicture
{
    std::uint64_t onCoreNs[3]; // decoding, filtering, encoding
    std::uint64_t passedNs[3];
    std::uint32_t isReduced; // to 8 bits
    std::uint32_t hasLostAlpha;
    std::uint32_t furtherPages;
    std::uint32_t bins[256];
    std::uint32_t unused;
};
static_assert(sizeof(PythonPicture) == 1088);

class PythonPictures
{
public:
    [[nodiscard]] static Result<PythonPictures, SystemError> create(
        const ImageFilterWorkload& workload, std::uint64_t tasks);
    /// What create() takes at least.
    [[nodiscard]] static std::uint64_t leastBytes(std::uint64_t tasks);

    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }
    /// What became of a task's picture, which was begun at `begin`.
    [[nodiscard]] FilteredPicture made(std::uint64_t task, std::uint64_t begin);
    /// What the order says of them.
    [[nodiscard]] Json order(const RunPlan& plan) const;

private:
    PythonPictures(SharedMemory memory, std::uint64_t tasks, std::uint64_t records)
        : m_memory(std::move(memory))
        , m_tasks(tasks)
        , m_records(records)
    {
    }

    SharedMemory m_memory;
    std::uint64_t m_tasks;
    std::uint64_t m_records; // where they begin
};

/// The plan's workload, where its tasks are pictures; else null.
[[nodiscard]] const ImageFilterWorkload* picturesOf(const RunPlan& plan);

} // namespace interleave
