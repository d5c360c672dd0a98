// A batch of photographs read, blurred and written by the image filter; the floor is OpenCV's own
// imread(), GaussianBlur() and imwrite() of the same files, one thread in each of as many
// processes.

#include "tests/bench/image_batch.h"

#include "core/base/json.h"
#include "core/base/program_file.h"
#include "core/model/run_result_json.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace interleave::bench {

namespace {

constexpr int kPictures = 24;
constexpr int kTurns = 7;

struct Cost
{
    double wallNs = 0; // from the start of the workers to the last result
    double cpuNs = 0; // of whole programs, libraries loaded
};

double childrensCpuNs()
{
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto ns = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_usec) * 1e3;
    };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

std::string outputOf(const char* program, const std::string& arguments)
{
    auto printed = test::runProgram(programFile().parent_path() / program, arguments);
    if (printed.status != 0)
        giveUp((fmt::format("{} {} failed: {}", program, arguments, printed.err)).c_str());
    return std::move(printed.out);
}

double wallNsOf(const std::string& result)
{
    const auto json = parseJson(result, "interleave run");
    const auto run = json ? runResultFromJson(*json) : tl::unexpected(json.error());
    if (!run)
        giveUp(run.error().message.c_str());
    return static_cast<double>(run->trials.at(0).wallNs);
}

/// The photographs, and a folder for either's results.
class Batch
{
public:
    Batch()
    {
        for (const auto& folder : {m_input, m_output})
            std::filesystem::create_directory(folder);
        outputOf("interleave-opencv-batch", fmt::format("make '{}' {}", m_input, kPictures));
    }

    [[nodiscard]] Cost ours(int workers) const
    {
        const double before = childrensCpuNs();
        const std::string result = outputOf("interleave",
            fmt::format("run --workload image-filter --workers {} --pin --quiet --json - "
                        "--param 'input={}' --param 'output={}' --param 'filters=blur sigma={}' "
                        "--param quality={} --param overwrite=true",
                workers,
                m_input,
                m_output,
                kBatchSigma,
                kBatchQuality));
        return {.wallNs = wallNsOf(result), .cpuNs = childrensCpuNs() - before};
    }

    [[nodiscard]] Cost openCvs(int processes) const
    {
        const double before = childrensCpuNs();
        const std::string ns = outputOf("interleave-opencv-batch",
            fmt::format("run '{}' '{}' {}", m_input, m_output, processes));
        return {.wallNs = std::stod(ns), .cpuNs = childrensCpuNs() - before};
    }

private:
    TemporaryFolder m_folder;
    std::string m_input = m_folder.path() / "photographs";
    std::string m_output = m_folder.path() / "results";
};

// Making the photographs takes seconds.
const Batch& batch()
{
    static const Batch made;
    return made;
}

void processorTime(benchmark::State& state)
{
    compareWithFloor(
        state,
        [&] { return batch().ours(1).cpuNs / kPictures; },
        [&] { return batch().openCvs(1).cpuNs / kPictures; },
        kTurns);
}
BENCHMARK(processorTime)->Name("image_batch_processor_time");

int cores()
{
    return static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
}

void wallTime(benchmark::State& state)
{
    compareWithFloor(
        state,
        [&] { return batch().ours(cores()).wallNs / kPictures; },
        [&] { return batch().openCvs(cores()).wallNs / kPictures; },
        kTurns);
}
BENCHMARK(wallTime)->Name("image_batch_all_cores");

// As a part of the cores: what a worker for each gains over one.
void speedUp(benchmark::State& state)
{
    std::vector<double> oursShare;
    std::vector<double> floorShare;
    for (auto unused : state) {
        static_cast<void>(unused);
        for (int turn = 0; turn < kTurns; ++turn) {
            oursShare.push_back(batch().ours(1).wallNs / batch().ours(cores()).wallNs / cores());
            floorShare.push_back(
                batch().openCvs(1).wallNs / batch().openCvs(cores()).wallNs / cores());
        }
    }
    state.counters["cores"] = cores();
    state.counters["share_of_cores"] = median(oursShare);
    state.counters["floor_share_of_cores"] = median(floorShare);
}
BENCHMARK(speedUp)->Name("image_batch_speed_up");

} // namespace
} // namespace interleave::bench
