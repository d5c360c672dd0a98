// The views of one trial's time: timeline, timings, activity.

#include "ui/charts/activity_chart.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timings/timings_view.h"
#include "ui/views/run_view.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct TimeViewsText
{
    Q_DECLARE_TR_FUNCTIONS(TimeViewsText)
};

// One of what a recording has.
class RecordedView : public RunView
{
protected:
    [[nodiscard]] QString whyNoRecording() const
    {
        return run() ? run()->whyNoRecording(arm()) : QString();
    }
};

// The events come by the model, which the page gives the recording.
class Timeline final : public RecordedView
{
public:
    explicit Timeline(const ViewTools& tools)
        : m_events(tools.events)
        , m_view(new TimelineView(tools.events, tools.run))
    {
    }
    [[nodiscard]] QWidget* widget() override { return m_view; }
    void setLow(bool low) override { m_view->setLow(low); }
    bool clearSelection() override { return m_view->clearSelection(); }

protected:
    void start() override { m_view->setMissing(whyNoRecording()); }
    void showLive(const LiveSnapshot& /*live*/) override
    {
        if (m_view->isVisible()) // else the run keeps the time that looking takes
            m_events->look();
    }
    void showDropped() override { m_view->setMissing(whyNoRecording()); }

private:
    TimelineModel* m_events;
    TimelineView* m_view;
};

class Timings final : public RecordedView
{
public:
    explicit Timings(const ViewTools& tools)
        : m_view(new TimingsView(tools.events))
    {
    }
    [[nodiscard]] QWidget* widget() override { return m_view; }
    void setLow(bool low) override { m_view->setLow(low); }
    bool clearSelection() override { return m_view->clearSelection(); }

protected:
    void start() override { m_view->setMissing(whyNoRecording()); }
    void showLive(const LiveSnapshot& /*live*/) override { m_view->look(); }
    void showTrial(const TrialResult& trial) override { m_view->setTrial(trial); }
    void showDropped() override { m_view->setMissing(whyNoRecording()); }

private:
    TimingsView* m_view;
};

class OverTime final : public RecordedView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }

protected:
    void start() override
    {
        if (run())
            m_view->start(followedArm().experiment);
    }
    void beginTrial() override { m_view->beginTrial(); }
    void showLive(const LiveSnapshot& live) override { m_view->setSeries(live.utilisation); }
    void showTrial(const TrialResult& trial) override
    {
        if (inATrial()) // its charts are of that one
            return;
        m_view->setSeries(followedArm().series);
        m_view->endTrial(trial);
    }
    void showEnd() override
    {
        if (const TrialResult* last = run()->lastTrial(arm()))
            m_view->setResult(*last);
        if (followedArm().series.seconds.empty() && !whyNoRecording().isEmpty())
            m_view->setMissing(whyNoRecording());
    }

private:
    ActivityChart* m_view = new ActivityChart;
};

} // namespace

RunViewKind timelineView()
{
    return {.title = [] { return TimeViewsText::tr("T&imeline"); },
        .icon = "timeline",
        .key = "Ctrl+2",
        .ofArm = true,
        .ofOneTrial = [] { return QStringList{TimeViewsText::tr("timeline")}; },
        .applies = appliesToAll,
        .leads = nullptr,
        .make = [](const ViewTools& tools) -> std::unique_ptr<RunView> {
            return std::make_unique<Timeline>(tools);
        }};
}

RunViewKind timingsView()
{
    return {.title = [] { return TimeViewsText::tr("&Timings"); },
        .icon = "timings",
        .key = "Ctrl+3",
        .ofArm = true,
        .ofOneTrial = [] { return QStringList{TimeViewsText::tr("timings")}; },
        .applies = appliesToAll,
        .leads = nullptr,
        .make = [](const ViewTools& tools) -> std::unique_ptr<RunView> {
            return std::make_unique<Timings>(tools);
        }};
}

RunViewKind activityView()
{
    return {.title = [] { return TimeViewsText::tr("&Activity"); },
        .icon = "activity",
        .key = "Ctrl+4",
        .ofArm = true,
        .ofOneTrial = [] { return QStringList{TimeViewsText::tr("activity")}; },
        .applies = appliesToAll,
        .leads = nullptr,
        .make = [](const ViewTools&) -> std::unique_ptr<RunView> {
            return std::make_unique<OverTime>();
        }};
}

} // namespace interleave::ui
