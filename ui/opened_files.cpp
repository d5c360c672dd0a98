#include "ui/opened_files.h"

#include "ui/run/run_list.h"

#include <QFileInfo>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kLookMs = 500;

struct Opened
{
    std::weak_ptr<Run> run;
    std::vector<std::shared_ptr<const Recording>> recordings;
};

std::vector<Opened> openedOf(const RunList& runs)
{
    std::vector<Opened> opened;
    for (const auto& run : runs.runs()) {
        Opened one{run, {}};
        for (const RunArm& arm : run->arms()) {
            if (arm.recording != nullptr)
                one.recordings.push_back(arm.recording);
        }
        if (!one.recordings.empty())
            opened.push_back(std::move(one));
    }
    return opened;
}

} // namespace

OpenedFiles::OpenedFiles(RunList* runs, QObject* parent)
    : QObject(parent)
    , m_runs(runs)
    , m_answer([this](const Runs& changedOnes) { take(changedOnes); }, Older::LeftAlone)
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &OpenedFiles::look);
}

void OpenedFiles::look()
{
    if (m_answer.busy())
        return; // a slow disk is not asked twice at a time
    const std::vector<Opened> opened = openedOf(*m_runs);
    if (opened.empty())
        return m_timer.stop();
    m_answer.ask([opened](const QPromise<Runs>& /*promise*/) {
        Runs changedOnes;
        for (const Opened& each : opened) {
            if (std::ranges::any_of(each.recordings,
                    [](const auto& recording) { return recording->fileChanged(); }))
                changedOnes.push_back(each.run);
        }
        return changedOnes;
    });
}

void OpenedFiles::take(const Runs& changedOnes)
{
    for (const auto& each : changedOnes) {
        const auto run = each.lock();
        if (run == nullptr)
            continue;
        const QString why
            = tr("%1 has changed since it was opened: its events are not shown any more; open it "
                 "again")
                  .arg(QFileInfo(run->file()).fileName());
        run->dropRecordings(why);
        Q_EMIT changed(why);
    }
}

} // namespace interleave::ui
