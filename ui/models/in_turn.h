// Work for another thread, one piece after the other in the order in which it was given; what
// follows from each is done in the window's thread. For what may stand still for ever, as a file on
// a network that has gone: then nothing of it is done any more, and nobody waits but shortly.
//
// One thread: the window's. A piece of work has to own all that it reads.
#pragma once

#include <QFutureWatcher>
#include <QObject>

#include <chrono>
#include <deque>
#include <functional>

namespace interleave::ui {

class InTurn : public QObject
{
    Q_OBJECT

public:
    /// In the window's thread.
    using Then = std::function<void()>;
    /// In the other one.
    using Work = std::function<Then()>;

    explicit InTurn(QObject* parent);
    InTurn(const InTurn&) = delete;
    InTurn& operator=(const InTurn&) = delete;
    InTurn(InTurn&&) = delete;
    InTurn& operator=(InTurn&&) = delete;
    /// What has not begun is not done.
    ~InTurn() override;

    void add(Work work);
    [[nodiscard]] bool busy() const { return m_busy; }
    /// Waits for all that was given; false when it is not done by then.
    [[nodiscard]] bool finish(std::chrono::milliseconds patience);

Q_SIGNALS:
    void done();

private:
    void start();
    void take();

    std::deque<Work> m_waiting;
    bool m_busy = false;
    QFutureWatcher<Then> m_watcher;
};

} // namespace interleave::ui
