// A line of the log.
#pragma once

#include "core/engine/plan/log_level.h"

#include <QString>

namespace interleave::ui {

struct LogLine
{
    double seconds = 0; // since the run's start
    LogLevel level = LogLevel::Info;
    QString text;
};

} // namespace interleave::ui
