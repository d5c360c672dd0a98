// The views of what a run compares: a pair side by side, primitives and executors in a table each,
// pool sizes.

#include "core/model/applicability.h"
#include "ui/compare/bar_page.h"
#include "ui/compare/comparison_view.h"
#include "ui/compare/executor_model.h"
#include "ui/compare/primitive_model.h"
#include "ui/models/problem_sentence.h"
#include "ui/race/pool_size_view.h"
#include "ui/views/arm_titles.h"
#include "ui/views/run_view.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

struct CompareViewsText
{
    Q_DECLARE_TR_FUNCTIONS(CompareViewsText)
};

// Those of a run that is not new come all at once: what they say together is asked at the last.
class TrialCount
{
public:
    [[nodiscard]] bool isLastUntilNow(const Run& run)
    {
        return ++m_seen == run.trials().size() && !run.result();
    }

private:
    std::size_t m_seen = 0;
};

RunResult untilNow(const Run& run)
{
    RunResult result{.experiment = run.experiment(), .trials = run.trials()};
    for (std::uint32_t arm = 0; arm < run.arms().size(); ++arm)
        result.arms.push_back(run.resultOf(arm).arms.front());
    return result;
}

class Pair final : public RunView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }
    void setLow(bool low) override { m_view->setLow(low); }
    void setBrief(bool brief) override { m_view->setBrief(brief); }

protected:
    void start() override
    {
        m_seen = {};
        if (!run() || !isPair(*run()))
            return;
        const QStringList titles = armTitles(*run());
        m_view->start(titles[0], titles[1], isOfUpdates());
    }
    void showLive(const LiveSnapshot& live) override
    {
        if (isPair(*run()))
            m_view->setRunning(run()->lastArm(), live);
    }
    void showTrial(const TrialResult& trial) override
    {
        if (!m_seen.isLastUntilNow(*run()) || !isPair(*run()))
            return;
        showArm(trial.arm);
        if (const std::uint32_t other = 1 - trial.arm; run()->lastTrial(other) != nullptr)
            showArm(other);
    }
    void showEnd() override
    {
        if (!isPair(*run()))
            return;
        showArm(0);
        showArm(1);
    }
    void showFailure() override
    {
        if (isPair(*run()))
            m_view->setFailed(run()->lastArm(), inFormsWords(run()->problem()));
    }

private:
    [[nodiscard]] bool isOfUpdates() const
    {
        return std::ranges::any_of(run()->arms(),
            [](const RunArm& arm) { return isAboutUpdates(arm.experiment.workload); });
    }
    void showArm(std::uint32_t arm)
    {
        m_view->setArm(arm, run()->resultOf(arm), run()->arms()[arm].series);
    }

    ComparisonView* m_view = new ComparisonView;
    TrialCount m_seen;
};

// What is compared in a table of bars.
class Bars final : public RunView
{
public:
    using RunTest = bool (*)(const Run&);

    Bars(const ViewTools& tools, BarPage* page, RunTest applies)
        : m_page(page)
        , m_applies(applies)
    {
        QObject::connect(m_page, &BarPage::exportRequested, m_page, tools.exportTable);
    }
    [[nodiscard]] QWidget* widget() override { return m_page; }
    void setLow(bool low) override { m_page->setLow(low); }
    void setBrief(bool brief) override { m_page->setBrief(brief); }

protected:
    void start() override
    {
        m_seen = {};
        if (run() && m_applies(*run()))
            m_page->start(run()->asked());
    }
    void showTrial(const TrialResult& /*trial*/) override
    {
        if (m_seen.isLastUntilNow(*run()) && m_applies(*run()))
            m_page->setRun(untilNow(*run()));
    }
    void showEnd() override
    {
        if (m_applies(*run()))
            m_page->setRun(*run()->result());
    }

private:
    BarPage* m_page;
    RunTest m_applies;
    TrialCount m_seen;
};

bool comparesPoolSizes(const Run& run)
{
    return !run.asked().varyWorkers.empty() && !run.isMadeOfOthers();
}

class PoolSizes final : public RunView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }

protected:
    void start() override
    {
        m_seen = {};
        m_view->setRun({});
    }
    void showTrial(const TrialResult& /*trial*/) override
    {
        if (m_seen.isLastUntilNow(*run()) && comparesPoolSizes(*run()))
            m_view->setRun(untilNow(*run()));
    }
    void showEnd() override
    {
        if (comparesPoolSizes(*run()))
            m_view->setRun(*run()->result());
    }

private:
    PoolSizeView* m_view = new PoolSizeView;
    TrialCount m_seen;
};

} // namespace

RunViewKind pairView()
{
    return {.title = [] { return CompareViewsText::tr("Side &by side"); },
        .icon = "lock-and-none",
        .key = "Ctrl+9",
        .ofArm = false,
        .ofOneTrial = nullptr,
        .applies = isPair,
        .leads = isPair,
        .make
        = [](const ViewTools&) -> std::unique_ptr<RunView> { return std::make_unique<Pair>(); }};
}

RunViewKind primitivesView()
{
    return {.title = [] { return CompareViewsText::tr("&Primitives"); },
        .icon = "primitives",
        .key = nullptr,
        .ofArm = false,
        .ofOneTrial = nullptr,
        .applies = comparesPrimitives,
        .leads = comparesPrimitives,
        .make = [](const ViewTools& tools) -> std::unique_ptr<RunView> {
            auto* page = new BarPage(new PrimitiveModel, CompareViewsText::tr("Primitives"));
            page->setAccessibleName(CompareViewsText::tr("Comparison of primitives"));
            return std::make_unique<Bars>(tools, page, comparesPrimitives);
        }};
}

RunViewKind executorsView()
{
    return {.title = [] { return CompareViewsText::tr("Executors"); },
        .icon = "executors",
        .key = nullptr,
        .ofArm = false,
        .ofOneTrial = nullptr,
        .applies = comparesExecutors,
        .leads = comparesExecutors,
        .make = [](const ViewTools& tools) -> std::unique_ptr<RunView> {
            auto* page = new BarPage(new ExecutorModel, CompareViewsText::tr("Executors"));
            page->setAccessibleName(CompareViewsText::tr("Comparison of executors"));
            return std::make_unique<Bars>(tools, page, comparesExecutors);
        }};
}

RunViewKind poolSizesView()
{
    return {.title = [] { return CompareViewsText::tr("Pool si&zes"); },
        .icon = "pool-sizes",
        .key = nullptr,
        .ofArm = false,
        .ofOneTrial = nullptr,
        .applies = comparesPoolSizes,
        .leads = comparesPoolSizes,
        .make = [](const ViewTools&) -> std::unique_ptr<RunView> {
            return std::make_unique<PoolSizes>();
        }};
}

} // namespace interleave::ui
