#include "ui/models/in_background.h"

#include "core/base/system_error.h"

#include <QtGlobal>

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
