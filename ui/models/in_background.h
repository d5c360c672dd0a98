// What would block the window is computed in another thread: its answer comes as a future, to be
// watched by a QFutureWatcher, or by a LatestAnswer where questions follow each other. Whoever
// cancels the watcher is not told an answer; what is computed may look at its promise for that, and
// tell it how far it is.
//
// In threads of its own: Qt's painting waits for those of QThreadPool::globalInstance().
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <utility>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace interleave::ui {

/// Qt hands work to other threads and answers back, but is not compiled for the thread sanitizer,
/// which is told so by these: called before something is handed over, and after it was taken.
#ifdef __SANITIZE_THREAD__
inline char workForThreads;
inline void handOver()
{
    __tsan_release(&workForThreads);
}
inline void takeOver()
{
    __tsan_acquire(&workForThreads);
}
#else
inline void handOver() { }
inline void takeOver() { }
#endif

[[nodiscard]] QThreadPool& backgroundThreads();
/// For what may stand still for ever, as what reads from a network that has gone: as many as it
/// takes, and the end of the program waits for them only shortly.
[[nodiscard]] QThreadPool& threadsLeftAlone();

/// Where no thread can start `work` is done here and now: Qt would never do it, and whoever waits
/// for it would wait for ever.
void startIn(QThreadPool& threads, std::function<void()> work);

/// `compute`, called with the promise, gives the answer. It must own all that it reads. `threads`:
/// those of whoever must not wait for the others, or be waited for alone.
template <class Answer, class Compute>
[[nodiscard]] QFuture<Answer> inBackground(
    Compute compute, QThreadPool& threads = backgroundThreads())
{
    auto promise = std::make_shared<QPromise<Answer>>();
    const QFuture<Answer> future = promise->future();
    std::function<void()> work = [promise, compute = std::move(compute)]() mutable {
        promise->start();
        try {
            if (!promise->isCanceled())
                promise->addResult(compute(*promise));
        } catch (const std::bad_alloc&) { // which ends the window where the answer is taken
            promise->setException(std::current_exception());
        }
        handOver();
        promise->finish();
    };
    startIn(threads, std::move(work));
    return future;
}

} // namespace interleave::ui
