// interleave-ui-bench: what the window costs, drawn by the processor into memory; counters are
// milliseconds. Each row takes its rounds once (main.cpp says why).

#include "ui/widgets/theme.h"
#include "ui/widgets/translation.h"

#include <QApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>
#include <vector>

int main(int argc, char** argv)
{
    const QTemporaryDir home; // the user's own settings stay as they are
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("QT_QPA_PLATFORM", "offscreen");
    char once[] = "--benchmark_min_time=0";
    std::vector<char*> arguments(argv, argv + argc);
    arguments.insert(arguments.begin() + 1, once);
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 2;
    const QApplication application(count, arguments.data());
    interleave::ui::installTranslation();
    interleave::ui::applyTheme(interleave::ui::Theme::Light);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
