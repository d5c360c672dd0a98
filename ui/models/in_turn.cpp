#include "ui/models/in_turn.h"

#include "ui/models/in_background.h"

#include <QEventLoop>
#include <QTimer>

#include <utility>

namespace interleave::ui {

InTurn::InTurn(QObject* parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &InTurn::take);
}

InTurn::~InTurn()
{
    m_watcher.disconnect(this);
    m_watcher.cancel();
}

void InTurn::add(Work work)
{
    m_waiting.push_back(std::move(work));
    if (!m_busy)
        start();
}

void InTurn::start()
{
    m_busy = true;
    Work work = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_watcher.setFuture(inBackground<Then>(
        [work = std::move(work)](const QPromise<Then>& /*promise*/) { return work(); },
        threadsLeftAlone()));
}

void InTurn::take()
{
    takeOver();
    const QFuture<Then> future = m_watcher.future();
    m_busy = false;
    if (!m_waiting.empty())
        start();
    QFuture<Then>(future).waitForFinished(); // has an exception thrown where it is awaited
    if (future.resultCount() > 0)
        future.result()();
    if (!m_busy)
        Q_EMIT done();
}

bool InTurn::finish(std::chrono::milliseconds patience)
{
    if (!m_busy)
        return true;
    QEventLoop loop;
    connect(this, &InTurn::done, &loop, &QEventLoop::quit);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    return !m_busy;
}

} // namespace interleave::ui
