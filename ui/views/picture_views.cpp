// The view of the pictures that a run filters.

#include "ui/images/pictures_view.h"
#include "ui/models/problem_sentence.h"
#include "ui/views/own_results.h"
#include "ui/views/run_view.h"

#include <QCoreApplication>

#include <map>
#include <utility>

namespace interleave::ui {

namespace {

struct PictureViewsText
{
    Q_DECLARE_TR_FUNCTIONS(PictureViewsText)
};

// Nothing that is seen of their pictures differs.
bool doTheSame(const RunArm& a, const RunArm& b)
{
    return a.arm.value == b.arm.value;
}

class Pictures final : public RunView
{
public:
    explicit Pictures(const ViewTools& tools)
        : m_view(new PicturesView(tools.events, tools.run, tools.engineProgram))
    {
        QObject::connect(m_view, &PicturesView::seen, m_view, [this] { catchUp(); });
        QObject::connect(
            m_view, &PicturesView::goOnWanted, m_view, [this, again = tools.runExperiment] {
                Experiment rest = this->run()->asked();
                rest.params["resume"] = true;
                again(rest);
            });
    }
    [[nodiscard]] QWidget* widget() override { return m_view; }
    bool clearSelection() override { return m_view->clearSelection(); }

protected:
    void start() override
    {
        m_waits = run() != nullptr && !m_view->isVisible();
        if (m_waits) {
            if (m_shown.run != run()) {
                m_shown = {};
                m_view->start(nullptr);
            }
            return;
        }
        const auto before = std::exchange(m_shown, {run(), run() ? arm() : 0});
        if (before.run != run())
            m_files.clear();
        if (run() == nullptr || !hasPictures())
            return m_view->start(nullptr);
        const RunArm& now = followedArm();
        if (before.run == run() && doTheSame(run()->arms()[before.arm], now))
            return m_view->change(now.experiment);
        m_view->start(&now.experiment, now.asked.tasks);
        m_view->setMayGoOn(run()->arms().size() == 1 && run()->asked().trials == 1);
    }
    void beginTrial() override
    {
        if (m_waits || !hasPictures())
            return;
        showPictures();
        m_view->beginTrial(followedArm().recording);
    }
    void showLive(const LiveSnapshot& /*live*/) override
    {
        if (m_view->isVisible()
            && run()->goesOn()) // else the run keeps the time that looking takes
            m_view->look();
    }
    void showFailures(const std::vector<TaskError>& failures) override
    {
        if (!m_waits && hasPictures())
            m_view->takeReasons(failures);
    }
    void showTrial(const TrialResult& trial) override
    {
        if (m_waits || !hasPictures() || followedArm().trial >= run()->trials().size())
            return; // of one before that which is shown
        showPictures();
        m_view->setTrial(trial);
        showMissing();
    }
    void showEnd() override
    {
        if (!m_waits && run()->lastTrial(arm()) == nullptr)
            m_view->finish();
    }
    void showFailure() override
    {
        if (m_waits)
            return;
        m_view->finish();
        m_view->setMissing(
            PictureViewsText::tr("The run failed: %1. What is shown was done until then.")
                .arg(inFormsWords(run()->problem())));
    }
    void showDropped() override
    {
        if (!m_waits)
            showMissing();
    }

private:
    struct Shown
    {
        std::shared_ptr<Run> run{};
        std::uint32_t arm = 0;
    };

    // Many pictures take much: nobody has them who does not look.
    void catchUp()
    {
        if (!m_waits)
            return;
        follow(run(), arm());
        m_view->showPinned();
    }
    [[nodiscard]] bool hasPictures() const
    {
        return followedArm().experiment.workload == WorkloadKind::ImageFilter;
    }
    // The lists of all arms are there before the first trial, and stay: they are compared once.
    void showPictures()
    {
        auto files = m_files.find(arm());
        if (files == m_files.end())
            files = m_files.emplace(arm(), resultFilesOf(run()->arms(), arm())).first;
        m_view->setResultFiles(files->second);
        m_view->setPictures(followedArm().pictures);
    }
    void showMissing()
    {
        if (const QString why = run()->whyNoRecording(arm()); !why.isEmpty())
            m_view->setMissing(why);
    }

    PicturesView* m_view;
    Shown m_shown;
    bool m_waits = false; // nothing was told to the view: nobody saw it
    std::map<std::uint32_t, ResultFiles> m_files; // of the arms of the run that is shown
};

bool filtersPictures(const Run& run)
{
    return run.anyArm([](const Experiment& experiment) {
        return experiment.workload == WorkloadKind::ImageFilter;
    });
}

} // namespace

RunViewKind picturesView()
{
    return {.title = [] { return PictureViewsText::tr("Pictures"); }, // all its letters are taken
        .icon = "pictures",
        .key = "Ctrl+Shift+P",
        .ofArm = true,
        .ofOneTrial = [] { return QStringList{PictureViewsText::tr("pictures")}; },
        .applies = filtersPictures,
        .leads = [](const Run&) { return false; }, // and is not there before a run has it
        .make = [](const ViewTools& tools) -> std::unique_ptr<RunView> {
            return std::make_unique<Pictures>(tools);
        }};
}

} // namespace interleave::ui
