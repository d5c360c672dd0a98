#include "ui/models/in_background.h"

namespace interleave::ui {

QThreadPool& backgroundThreads()
{
    static QThreadPool threads;
    return threads;
}

} // namespace interleave::ui
