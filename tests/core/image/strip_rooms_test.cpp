// What memory the pictures of a run in strips keep when they are lost or dropped.
#include "core/engine/plan/run_plan.h"
#include "tests/core/image/strip_worker.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sys/stat.h>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;

constexpr int kSide = 8'500; // of a grey picture whose memory is worth giving back
constexpr std::uint64_t kTasksEach = 2; // of a picture: read, filtered in one strip

struct Folder
{
    TemporaryFolder folder{};

    /// All black; of one that is cut off only the header is there.
    void addPicture(const std::string& name, int side, bool cut = false) const
    {
        const fs::path file = folder.path() / name;
        std::ofstream(file) << "P5 " << side << ' ' << side << " 255\n";
        if (!cut)
            fs::resize_file(file,
                fs::file_size(file)
                    + static_cast<std::uintmax_t>(side) * static_cast<std::uintmax_t>(side));
    }
    [[nodiscard]] std::unique_ptr<Workload> workload() const
    {
        return makeWorkload({.workload = WorkloadKind::ImageFilter,
                                .params = {{"division", std::string("strip")},
                                    {"strips", std::int64_t{1}},
                                    {"input", folder.path().string()},
                                    {"filters", std::string("grayscale")}}})
            .value();
    }
};

class OneWorker : public StripWorkerTest
{
public:
    OneWorker(std::unique_ptr<Workload> workload, const RunShape& shape)
        : StripWorkerTest(shape.tasks, workload->areaBytes(shape))
        , m_workload(std::move(workload))
    {
        m_workload->prepare(m_memory.area(), shape);
    }
    void TestBody() override { }
    TaskMark run(std::uint64_t task)
    {
        m_workload->run({task, task + 1}, m_worker);
        return ledger().mark(task);
    }
    /// Of the larger of the two rooms, as it is now.
    [[nodiscard]] std::size_t largestRoom() const
    {
        std::size_t largest = 0;
        for (const int descriptor : m_workload->descriptors()) {
            struct stat status
            {
            };
            ::fstat(descriptor, &status);
            largest = std::max(largest, static_cast<std::size_t>(status.st_size));
        }
        return largest;
    }

private:
    std::unique_ptr<Workload> m_workload;
};

TEST(StripRooms, F335_APictureThatEndsAfterItsHeaderKeepsNoMemory)
{
    const Folder folder;
    folder.addPicture("a.pgm", kSide, true);
    OneWorker worker(folder.workload(), {.tasks = kTasksEach, .workers = 1});
    EXPECT_EQ(worker.run(0), TaskMark::Failed);
    EXPECT_LT(worker.largestRoom(), std::size_t{kSide} * kSide);
}

TEST(StripRooms, F335_ADroppedResultKeepsItsMemoryUntilTheNextPicture)
{
    const Folder folder;
    folder.addPicture("a.pgm", 1);
    folder.addPicture("b.pgm", kSide);
    folder.addPicture("c.pgm", kSide, true);
    OneWorker worker(folder.workload(), {.tasks = 3 * kTasksEach, .workers = 1});
    for (std::uint64_t task = 0; task < 2 * kTasksEach; ++task)
        ASSERT_EQ(worker.run(task), TaskMark::Succeeded) << task;
    ASSERT_GE(worker.largestRoom(), std::size_t{kSide} * kSide);
    EXPECT_EQ(worker.run(2 * kTasksEach), TaskMark::Failed);
    EXPECT_LT(worker.largestRoom(), std::size_t{kSide} * kSide);
}

} // namespace
} // namespace interleave::test
