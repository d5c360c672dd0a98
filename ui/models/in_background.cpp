#include "ui/models/in_background.h"

#include "core/base/system_error.h"

#include <QtGlobal>

#include <limits>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace interleave::ui {

QThreadPool& backgroundThreads()
{
    static QThreadPool threads;
    return threads;
}

namespace {

// A QThreadPool waits for its threads at its end, however long that takes.
class ThreadsLeftAlone
{
public:
    ThreadsLeftAlone() { threads().setMaxThreadCount(std::numeric_limits<int>::max()); }
    ThreadsLeftAlone(const ThreadsLeftAlone&) = delete;
    ThreadsLeftAlone& operator=(const ThreadsLeftAlone&) = delete;
    ThreadsLeftAlone(ThreadsLeftAlone&&) = delete;
    ThreadsLeftAlone& operator=(ThreadsLeftAlone&&) = delete;
    ~ThreadsLeftAlone()
    {
        constexpr int kPatienceMs = 100;
        if (!m_threads->waitForDone(kPatienceMs))
            static_cast<void>(m_threads.release()); // ends with the process
    }
    [[nodiscard]] QThreadPool& threads() const { return *m_threads; }

private:
    std::unique_ptr<QThreadPool> m_threads = std::make_unique<QThreadPool>();
};

} // namespace

QThreadPool& threadsLeftAlone()
{
    static const ThreadsLeftAlone leftAlone;
    return leftAlone.threads();
}

namespace {

// Qt says of a thread that could not start only that to its log.
bool aThreadCanStart()
{
    try {
        std::thread([] {}).join();
        return true;
    } catch (const std::system_error& error) {
        static std::once_flag told;
        std::call_once(told, [&] {
            const auto why = describeThreadError("start a thread for the window's pictures", error);
            qWarning("%s. The window computes them itself, and may stand still meanwhile.",
                why.message.c_str());
        });
        return false;
    }
}

} // namespace

void startIn(QThreadPool& threads, std::function<void()> work)
{
    if (!aThreadCanStart()) {
        work();
        return;
    }
    std::function<void()> call = [work = std::move(work)] {
        takeOver();
        work();
    };
    handOver();
    threads.start(std::move(call));
}

} // namespace interleave::ui
