// Questions to another thread, of which the newest wins. At most one is computed at a time: one
// that comes meanwhile waits for its end and takes the place of another that waits. But for those
// that may stand still for ever, as a file on a network that has gone: these are left alone, in
// threads of which there are as many as it takes.
//
// One thread: the window's. Who is destroyed is told nothing any more; what is computed has to own
// all that it reads.
#pragma once

#include "ui/models/in_background.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QTimer>

#include <chrono>
#include <functional>
#include <utility>

namespace interleave::ui {

/// What becomes of a question that is being computed when another one is asked.
enum class Older { Awaited, LeftAlone };

template <class Answer>
class LatestAnswer
{
public:
    /// Looks at its promise, where it takes long, for whether it is given up.
    using Compute = std::function<Answer(QPromise<Answer>&)>;
    using Answered = std::function<void(const Answer&)>;

    explicit LatestAnswer(Answered answered, Older older = Older::Awaited)
        : m_answered(std::move(answered))
        , m_older(older)
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { take(); });
    }
    LatestAnswer(const LatestAnswer&) = delete;
    LatestAnswer& operator=(const LatestAnswer&) = delete;
    LatestAnswer(LatestAnswer&&) = delete;
    LatestAnswer& operator=(LatestAnswer&&) = delete;
    ~LatestAnswer()
    {
        m_watcher.disconnect(&m_watcher);
        m_watcher.cancel();
    }

    /// Something else: what is being computed is given up.
    void ask(Compute compute)
    {
        giveUp();
        if (m_older == Older::LeftAlone)
            m_computing = false;
        refresh(std::move(compute));
    }
    /// The same of more, or of another part: what is being computed is answered first, so that who
    /// asks with every tick of a run gets answers.
    void refresh(Compute compute)
    {
        m_next = std::move(compute);
        if (!m_computing)
            start();
    }
    /// Waits for the answer to what is being computed; false when it has not come by then.
    [[nodiscard]] bool finish(std::chrono::milliseconds patience)
    {
        QEventLoop loop;
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        if (busy())
            loop.exec(QEventLoop::ExcludeUserInputEvents);
        return !busy();
    }
    /// No answer will come.
    void giveUp()
    {
        m_next = nullptr;
        m_givenUp = m_computing;
        m_watcher.cancel();
    }
    /// Whether an answer will come.
    [[nodiscard]] bool busy() const { return (m_computing && !m_givenUp) || m_next; }
    /// Tells the progress of what is computed.
    [[nodiscard]] const QFutureWatcherBase& watcher() const { return m_watcher; }

private:
    void start()
    {
        m_computing = true;
        m_givenUp = false;
        m_watcher.setFuture(inBackground<Answer>(std::exchange(m_next, nullptr),
            m_older == Older::LeftAlone ? threadsLeftAlone() : backgroundThreads()));
    }
    void take()
    {
        m_computing = false;
        takeOver();
        const QFuture<Answer> future = m_watcher.future();
        const bool counts = !std::exchange(m_givenUp, false);
        if (m_next)
            start();
        if (!counts)
            return;
        QFuture<Answer>(future).waitForFinished(); // has an exception thrown where it is awaited
        if (future.resultCount() > 0)
            m_answered(future.result());
    }

    Answered m_answered;
    Older m_older;
    Compute m_next; // waits for the end of what is computed
    bool m_computing = false; // until it has ended, given up or not
    bool m_givenUp = false;
    QFutureWatcher<Answer> m_watcher;
};

} // namespace interleave::ui
