#include "ui/run/run_saving.h"

#include "ui/models/in_background.h"
#include "ui/run/run_file.h"
#include "ui/widgets/file_name.h"
#include "ui/widgets/format.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringBuilder>
#include <QWidget>

#include <algorithm>

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

QString RunSaving::whyNot() const
{
    if (m_writing)
        return tr("A run is being saved.");
    if (!m_run)
        return tr("There is no run to save.");
    if (m_run->goesOn())
        return tr("The run goes on: it can be saved when it has ended.");
    return m_run->canBeSaved() ? QString() : tr("Of this run there is no result to save.");
}

// Its own file, or its name. Without its recordings it is a result alone, which must not take the
// place of a file that has them.
QString RunSaving::suggestion() const
{
    const bool recorded = std::ranges::any_of(
        m_run->arms(), [](const RunArm& arm) { return arm.recording != nullptr; });
    const QString ending = recorded ? QStringLiteral(".trace") : QStringLiteral(".json");
    const QFileInfo file(m_run->file());
    if (m_run->file().isEmpty()) {
        const QString name = fileNameOf(m_run->name());
        return (name.isEmpty() ? tr("run") : name) % ending;
    }
    return recorded ? file.absoluteFilePath()
                    : file.absoluteDir().filePath(file.completeBaseName() % ending);
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
    m_runName = m_run->name();
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
        m_written->setSaved(m_file, m_runName);
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
