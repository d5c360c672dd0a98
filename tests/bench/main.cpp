// Each row takes its turns once: Google Benchmark would repeat it until enough processor time of
// this process has passed, and the work is done in others.

#include "core/process/context.h"

#include <benchmark/benchmark.h>
#include <vector>

int main(int argc, char** argv)
{
    interleave::childMain(argc, argv);
    char once[] = "--benchmark_min_time=0";
    std::vector<char*> arguments(argv, argv + argc);
    arguments.insert(arguments.begin() + 1, once);
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
