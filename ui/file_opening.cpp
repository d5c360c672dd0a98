#include "ui/file_opening.h"

#include "core/base/file.h"
#include "ui/config/experiment_store.h"
#include "ui/models/in_background.h"
#include "ui/widgets/named_path.h"

#include <utility>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostResultBytes = std::size_t{1} << 28U;

// Its schema stands in front.
bool isResult(const QString& file)
{
    constexpr std::size_t kHead = 256;
    const auto begin = readBeginOf(pathOf(file), kHead);
    return begin && begin->find("\"interleave-run-1\"") != std::string::npos;
}

} // namespace

tl::expected<FileContent, QString> readFileContent(const QString& file)
{
    if (isRecording(file))
        return openRecordedRun(file);
    if (!isResult(file))
        return loadExperiment(pathOf(file));
    const auto text = readRegularFile(pathOf(file), kMostResultBytes);
    if (!text)
        return tl::unexpected(QString::fromStdString(text.error().message));
    return runFromResultText(*text, file);
}

FileOpening::FileOpening(QObject* parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &FileOpening::take);
}

FileOpening::~FileOpening()
{
    m_watcher.disconnect(this);
}

void FileOpening::open(const QString& file)
{
    m_file = file;
    m_busy = true;
    m_watcher.setFuture(inBackground<tl::expected<FileContent, QString>>(
        [file](QPromise<tl::expected<FileContent, QString>>&) { return readFileContent(file); }));
}

void FileOpening::finish()
{
    m_watcher.waitForFinished();
    take();
}

void FileOpening::take()
{
    if (!std::exchange(m_busy, false))
        return;
    takeOver();
    const auto content = m_watcher.result();
    if (!m_failedFirst)
        m_failedFirst = !content;
    if (!content)
        Q_EMIT failed(content.error());
    else if (const auto* experiment = std::get_if<Experiment>(&*content))
        Q_EMIT experimentOpened(*experiment, m_file);
    else if (const auto* opened = std::get_if<OpenedRun>(&*content))
        Q_EMIT runOpened(std::make_shared<Run>(opened->content), m_file, opened->problem);
}

} // namespace interleave::ui
