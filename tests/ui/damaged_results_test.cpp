// Results whose values somebody has changed: each is refused with a reason, or its page is shown.

#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/run/run_file.h"
#include "ui/views/run_page.h"
#include "ui/views/run_view.h"

#include <gtest/gtest.h>

#include <QAction>

#include <array>
#include <random>

namespace interleave::ui {
namespace {

RunResult ofPicturesInStrips()
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.experiment = {};
    run.experiment.workload = WorkloadKind::ImageFilter;
    run.experiment.tasks.reset();
    run.experiment.params["division"] = std::string("strip");
    run.arms.emplace_back().summary = run.summary;
    run.trials.front().outcome = {.sentence = "20 pictures",
        .figures = {{.name = "pictures", .value = 20}, {.name = "pictures_filtered", .value = 19}},
        .charts = {{.title = "How many?", .labels = {"a", "b"}, .values = {1, 2}}},
        .brightness = BrightnessResult{.counted = {1, 2, 3}, .shared = {1, 2, 2}}};
    return run;
}

RunResult ofADeadlock()
{
    RunResult run = runOf(Primitive::Lock, 1e9, 0);
    run.experiment = {};
    run.experiment.workload = WorkloadKind::Philosophers;
    run.arms.emplace_back().summary = run.summary;
    run.trials.front().end = TrialEnd::Deadlocked;
    run.trials.front().deadlock
        = {{.worker = 0, .waitsFor = "fork 1", .heldBy = 1}, {.worker = 1, .waitsFor = "fork 0"}};
    return run;
}

RunResult ofPrimitives()
{
    RunResult run = runOfPoolSizes();
    run.experiment.varyWorkers.clear();
    run.experiment.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic};
    for (std::size_t arm = 0; arm < run.arms.size(); ++arm)
        run.arms[arm].arm = {.sync = run.experiment.compare[arm], .workers = 2};
    return run;
}

// A place in `json`, by chance.
Json& placeIn(Json& json, std::mt19937& chance)
{
    Json* place = &json;
    while (place->is_structured() && !place->empty() && chance() % 8 != 0)
        place = &*std::next(place->begin(), static_cast<std::ptrdiff_t>(chance() % place->size()));
    return *place;
}

Json anotherValue(std::mt19937& chance)
{
    const std::array<Json, 10> values{Json(),
        0,
        -1,
        1,
        4'000'000'000,
        1'000'000'000'000'000'000,
        1e300,
        "",
        Json::array(),
        Json::object()};
    return values[chance() % values.size()];
}

class DamagedResult : public testing::TestWithParam<RunResult (*)()>
{
};

TEST_P(DamagedResult, F350_IsRefusedWithAReasonOrItsPageIsShown)
{
    QAction action(QStringLiteral("Run"));
    RunPage page(&action, INTERLEAVE_PROGRAM);
    page.resize(900, 600);
    page.show();
    std::mt19937 chance(1); // NOLINT: the same each time
    const Json whole = toJson(GetParam()());
    const auto asItIs = runFromResultText(whole.dump(), QStringLiteral("a.json"));
    ASSERT_TRUE(asItIs) << asItIs.error().toStdString();
    std::size_t shown = 0;
    for (int i = 0; i < 150; ++i) {
        Json damaged = whole;
        placeIn(damaged, chance) = anotherValue(chance);
        const auto opened = runFromResultText(damaged.dump(), QStringLiteral("a.json"));
        if (!opened) {
            EXPECT_FALSE(opened.error().isEmpty());
            continue;
        }
        page.show(std::make_shared<ui::Run>(opened->content));
        if (++shown % 8 == 0) { // what else it has
            for (std::size_t view = 0; view < runViews().size(); ++view)
                page.showView(view);
            static_cast<void>(page.grab());
        }
    }
    EXPECT_GT(shown, 20U);
}

INSTANTIATE_TEST_SUITE_P(All,
    DamagedResult,
    testing::Values(runOfPoolSizes, ofPicturesInStrips, ofADeadlock, ofPrimitives));

} // namespace
} // namespace interleave::ui
