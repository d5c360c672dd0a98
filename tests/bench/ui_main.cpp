// interleave-ui-bench: what the window costs, drawn by the processor into memory; counters are
// milliseconds. Each row takes its rounds once (main.cpp says why).

#include "tests/bench/window_start.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/translation.h"

#include <QApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>
#include <string_view>
#include <vector>

int main(int argc, char** argv)
{
    const QTemporaryDir home; // the user's own settings stay as they are
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (const std::string_view which = argc == 2 ? argv[1] : "";
        which == interleave::ui::kShowWindow || which == interleave::ui::kShowEmptyWindow) {
        const QApplication application(argc, argv);
        interleave::ui::installTranslation();
        interleave::ui::applyTheme(interleave::ui::Theme::Light);
        return interleave::ui::showWindowAlone(which);
    }
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
