#include "ui/config/folder_look.h"

#include "core/workload/image/picture_folder.h"
#include "ui/models/in_background.h"
#include "ui/models/problem_sentence.h"

#include <QSemaphore>

#include <memory>

namespace interleave::ui {

namespace {

constexpr int kPatienceMs = 30; // what a user does not notice

// Those that nobody answers any more must not keep others waiting.
QThreadPool& foldersThreads()
{
    static QThreadPool threads;
    return threads;
}

FolderReport reportOn(const std::string& input, const std::string& output)
{
    FolderReport report;
    if (!input.empty()) {
        if (const auto found = listPictures(input))
            report.pictures = found->pictures.size();
        else
            report.inputProblem = sentenceOf(found.error().message);
    }
    if (!output.empty()) {
        if (const auto usable = checkOutputFolder(output, input); !usable)
            report.outputProblem = sentenceOf(usable.error().message);
    }
    return report;
}

struct Looked
{
    QSemaphore done;
    FolderReport report;
};

} // namespace

FolderLook::FolderLook(QObject* parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        takeOver();
        if (m_watcher.future().resultCount() == 0 || m_report == m_watcher.result())
            return;
        m_report = m_watcher.result();
        Q_EMIT reported();
    });
}

void FolderLook::lookAt(const std::string& input, const std::string& output)
{
    if (std::pair asked(input, output); m_asked != asked)
        m_asked = std::move(asked);
    else
        return;
    m_report.reset();
    if (input.empty() && output.empty()) {
        m_watcher.setFuture({});
        m_report.emplace();
        return;
    }
    auto looked = std::make_shared<Looked>();
    m_watcher.setFuture(inBackground<FolderReport>(
        [looked, input, output](QPromise<FolderReport>&) {
            looked->report = reportOn(input, output);
            handOver();
            looked->done.release();
            return looked->report;
        },
        foldersThreads()));
    if (looked->done.tryAcquire(1, kPatienceMs)) {
        takeOver();
        m_report = looked->report;
    }
}

} // namespace interleave::ui
