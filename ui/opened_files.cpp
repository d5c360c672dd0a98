#include "ui/opened_files.h"

#include "ui/run/run_list.h"

#include <QFileInfo>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kLookMs = 500;

bool hasRecording(const RunArm& arm)
{
    return arm.recording != nullptr;
}

bool hasChanged(const RunArm& arm)
{
    return hasRecording(arm) && arm.recording->fileChanged();
}

} // namespace

OpenedFiles::OpenedFiles(RunList* runs, QObject* parent)
    : QObject(parent)
    , m_runs(runs)
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &OpenedFiles::look);
}

void OpenedFiles::look()
{
    bool any = false;
    for (const auto& run : m_runs->runs()) {
        any = any || std::ranges::any_of(run->arms(), hasRecording);
        if (std::ranges::none_of(run->arms(), hasChanged))
            continue;
        const QString why
            = tr("%1 has changed since it was opened: its events are not shown any more; open it "
                 "again")
                  .arg(QFileInfo(run->file()).fileName());
        run->dropRecordings(why);
        Q_EMIT changed(why);
    }
    if (!any)
        m_timer.stop();
}

} // namespace interleave::ui
