// What a picture of 100 megapixels in strips takes at most: the engine's memory and its workers',
// each page shared by some counted once, beside the picture and its result.

#include "core/base/program_file.h"
#include "tests/bench/floor.h"
#include "tests/bench/image_batch.h"
#include "tests/support/process_tree.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace interleave::bench {

namespace {

namespace fs = std::filesystem;

/// As the kernel shares out the pages that several have; 0 when it has gone.
double megabytesOf(pid_t process)
{
    constexpr std::string_view kShare = "Pss:";
    std::ifstream file(fmt::format("/proc/{}/smaps_rollup", process));
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(kShare))
            return std::stod(line.substr(kShare.size())) * 1'024 / 1e6;
    }
    return 0;
}

pid_t startOnLarge(const fs::path& input, const fs::path& output)
{
    const std::string program = programFile().parent_path() / "interleave";
    const std::string from = fmt::format("--param=input={}", input.string());
    const std::string to = fmt::format("--param=output={}", output.string());
    const std::string filters = fmt::format("--param=filters=blur sigma={}", kBatchSigma);
    const pid_t pid = ::fork();
    if (pid != 0)
        return pid;
    ::execl(program.c_str(),
        program.c_str(),
        "run",
        "--workload=image-filter",
        "--quiet",
        "--param=division=strip",
        "--param=overwrite=true",
        from.c_str(),
        to.c_str(),
        filters.c_str(),
        nullptr);
    ::_exit(1);
}

// Nobody tells when memory is at its peak: it is looked at all the time.
double peakMegabytes(pid_t engine)
{
    double peak = 0;
    int status = 0;
    while (::waitpid(engine, &status, WNOHANG) == 0) {
        double now = megabytesOf(engine);
        for (const pid_t worker : test::childrenOf(engine))
            now += megabytesOf(worker);
        peak = std::max(peak, now);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (status != 0)
        giveUp("the large picture was not filtered");
    return peak;
}

void largePicture(benchmark::State& state)
{
    const TemporaryFolder input;
    const TemporaryFolder output;
    const auto made = test::runProgram(programFile().parent_path() / "interleave-opencv-batch",
        fmt::format("make-large '{}'", input.path().string()));
    if (made.status != 0)
        giveUp("there is no large picture");
    constexpr double kBoth = 2.0 * 3 * kLargeWidth * kLargeHeight / 1e6;
    double peak = 0;
    for (auto unused : state) {
        static_cast<void>(unused);
        peak = std::max(peak, peakMegabytes(startOnLarge(input.path(), output.path())));
    }
    state.counters["peak_MB"] = peak;
    state.counters["picture_and_result_MB"] = kBoth;
    state.counters["peak_share"] = peak / kBoth;
}
BENCHMARK(largePicture)->Iterations(3)->Name("image_strips_memory");

} // namespace
} // namespace interleave::bench
