// For a test of what is computed in another thread: while it lives no thread is free, so that what
// is asked stays under way.
#pragma once

#include "ui/models/in_background.h"

#include <QSemaphore>

namespace interleave::ui {

class BusyThreads
{
public:
    BusyThreads()
        : m_before(backgroundThreads().maxThreadCount())
    {
        backgroundThreads().waitForDone();
        backgroundThreads().setMaxThreadCount(1);
        backgroundThreads().start([this] { m_end.acquire(); });
    }
    ~BusyThreads() { release(); }
    BusyThreads(const BusyThreads&) = delete;
    BusyThreads& operator=(const BusyThreads&) = delete;

    /// All that was asked is computed now.
    void release()
    {
        m_end.release();
        backgroundThreads().waitForDone();
        backgroundThreads().setMaxThreadCount(m_before);
    }

private:
    int m_before;
    QSemaphore m_end;
};

} // namespace interleave::ui
