#include "ui/run/run_saving.h"

#include "ui/models/in_background.h"
#include "ui/run/run_file.h"
#include "ui/widgets/format.h"

#include <QFile>
#include <QFileInfo>
#include <QWidget>

namespace interleave::ui {

namespace {

constexpr int kMebibyteBits = 20;

} // namespace

RunSaving::RunSaving(QWidget* window, Prompt prompt)
    : QObject(window)
    , m_window(window)
    , m_prompt(std::move(prompt))
{
    m_thread.setMaxThreadCount(1);
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, &RunSaving::tellProgress);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &RunSaving::finish);
}

RunSaving::~RunSaving()
{
    m_watcher.disconnect(this);
    m_watcher.cancel();
    m_thread.waitForDone();
}

void RunSaving::setRun(std::shared_ptr<Run> run)
{
    m_run = std::move(run);
    Q_EMIT possibleChanged();
}

bool RunSaving::possible() const
{
    return m_run && !m_run->isMadeOfOthers() && m_run->result() && !m_run->result()->trials.empty()
        && !m_writing;
}

// Without its recordings it is a result alone.
QString RunSaving::suggestion() const
{
    return m_run->content().recordings.empty() ? tr("run.json") : tr("run.trace");
}

void RunSaving::save()
{
    if (!possible())
        return;
    const QString suffix = QFileInfo(suggestion()).suffix();
    QString file = m_prompt(m_window, suggestion());
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += QLatin1Char('.') % suffix;
    m_file = file;
    start(file);
    Q_EMIT possibleChanged();
}

QString RunSaving::name() const
{
    return QFileInfo(m_file).fileName();
}

void RunSaving::start(const QString& file)
{
    m_writing = true;
    m_written = m_run;
    tellProgress(0);
    m_watcher.setFuture(inBackground<Written>(
        [run = m_run->content(), path = QFile::encodeName(file).toStdString()](
            QPromise<Written>& promise) {
            return writeRun(run, path, [&](std::uint64_t written) {
                promise.setProgressValue(static_cast<int>(written >> kMebibyteBits));
                return !promise.isCanceled();
            });
        },
        m_thread));
}

void RunSaving::tellProgress(int mebibytes)
{
    const double bytes = static_cast<double>(mebibytes) * (1 << kMebibyteBits);
    Q_EMIT progressed(tr("saving %1: %2 written").arg(name(), formatBytes(bytes)));
}

void RunSaving::finish()
{
    m_writing = false;
    takeOver();
    const Written written = m_watcher.result();
    if (written) {
        m_written->setSaved(m_file);
        Q_EMIT saved(m_file);
        Q_EMIT done(tr("saved %1").arg(name()));
    } else {
        Q_EMIT problem(tr("%1. The run is still here and can be saved again.")
                           .arg(QString::fromStdString(written.error().message)));
    }
    m_written.reset();
    Q_EMIT possibleChanged();
}

} // namespace interleave::ui
