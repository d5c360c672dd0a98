// What a worker of an image run does with the memory of a picture when the next one comes.
#include "core/engine/plan/run_plan.h"
#include "tests/core/image/child.h"
#include "tests/core/image/strip_worker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <sys/resource.h>
#include <utility>

namespace interleave::test {
namespace {

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they have their own malloc()

constexpr std::uint64_t kTasks = 8;
constexpr RunShape kShape{.tasks = kTasks, .workers = 1};

class KeptMemory : public StripWorkerTest
{
protected:
    KeptMemory()
        : KeptMemory(makeWorkload({.workload = WorkloadKind::ImageFilter, .tasks = kTasks}).value())
    {
    }
    explicit KeptMemory(std::unique_ptr<Workload> workload)
        : StripWorkerTest(kTasks, workload->areaBytes(kShape))
        , m_workload(std::move(workload))
    {
        m_workload->prepare(m_memory.area(), kShape);
    }
    /// How many pages the kernel had to find for the tasks.
    [[nodiscard]] long freshPages(TaskRange tasks)
    {
        rusage before{};
        ::getrusage(RUSAGE_SELF, &before);
        m_workload->run(tasks, m_worker);
        rusage after{};
        ::getrusage(RUSAGE_SELF, &after);
        return after.ru_minflt - before.ru_minflt;
    }

    std::unique_ptr<Workload> m_workload;
};

TEST_F(KeptMemory, OfAPictureIsTheNextOnesWithoutTheKernel)
{
    constexpr int kNotEntered = 100;
    const int pagesEach = resultInChild([&] {
        if (!m_workload->enterWorker(1))
            return kNotEntered;
        static_cast<void>(freshPages({0, kTasks / 2}));
        const long pages = freshPages({kTasks / 2, kTasks});
        return static_cast<int>(std::min<long>(pages / long{kTasks / 2}, kNotEntered));
    });
    EXPECT_LT(pagesEach, kNotEntered); // a sample picture has 576
    EXPECT_EQ(ledger().mark(kTasks - 1), TaskMark::Succeeded);
}

#endif

} // namespace
} // namespace interleave::test
