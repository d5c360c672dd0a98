// The view of the pictures that a run filters.

#include "core/base/program_file.h"
#include "ui/images/pictures_view.h"
#include "ui/views/run_view.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct PictureViewsText
{
    Q_DECLARE_TR_FUNCTIONS(PictureViewsText)
};

std::filesystem::path engineProgram()
{
    return programFile().parent_path() / "interleave";
}

class Pictures final : public RunView
{
public:
    explicit Pictures(const ViewTools& tools)
        : m_view(new PicturesView(tools.events, tools.run, engineProgram()))
    {
    }
    [[nodiscard]] QWidget* widget() override { return m_view; }

protected:
    void start() override
    {
        const bool applies
            = run() && followedArm().experiment.workload == WorkloadKind::ImageFilter;
        m_view->start(applies ? &followedArm().experiment : nullptr);
    }
    void beginTrial() override
    {
        m_view->setPictures(run()->pictures());
        m_view->beginTrial(followedArm().recording);
    }
    void showLive(const LiveSnapshot& /*live*/) override
    {
        if (m_view->isVisible()
            && run()->goesOn()) // else the run keeps the time that looking takes
            m_view->look();
    }
    void showTrial(const TrialResult& trial) override
    {
        if (inATrial())
            return;
        m_view->setPictures(run()->pictures());
        m_view->setTrial(trial);
        showMissing();
    }
    void showFailure() override
    {
        m_view->setFailed(PictureViewsText::tr("The run failed: %1. What is shown was done until "
                                               "then.")
                              .arg(run()->problem()));
    }
    void showDropped() override { showMissing(); }

private:
    void showMissing()
    {
        if (const QString why = run()->whyNoRecording(arm()); !why.isEmpty())
            m_view->setMissing(why);
    }

    PicturesView* m_view;
};

bool filtersPictures(const Run& run)
{
    return run.asked().workload == WorkloadKind::ImageFilter;
}

} // namespace

RunViewKind picturesView()
{
    return {.title = [] { return PictureViewsText::tr("Pictures"); }, // all its letters are taken
        .icon = "pictures",
        .key = "Ctrl+Shift+P",
        .ofArm = true,
        .applies = filtersPictures,
        .leads = [](const Run&) { return false; }, // and is not there before a run has it
        .make = [](const ViewTools& tools) -> std::unique_ptr<RunView> {
            return std::make_unique<Pictures>(tools);
        }};
}

} // namespace interleave::ui
