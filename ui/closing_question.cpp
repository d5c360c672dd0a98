#include "ui/closing_question.h"

#include "ui/run/run_list.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

constexpr double kNotWorthAWordNs = 10e9; // of runs that can be had again in so long a time

struct ClosingQuestionText
{
    Q_DECLARE_TR_FUNCTIONS(ClosingQuestionText)
};

} // namespace

QString questionBeforeClosing(const Run& run)
{
    if (run.goesOn())
        return ClosingQuestionText::tr("'%1' still runs. Stop and close it?").arg(run.name());
    return run.unsaved() ? ClosingQuestionText::tr("'%1' is not saved. Close it?").arg(run.name())
                         : QString();
}

QString questionBeforeClosing(const RunList& runs)
{
    double ns = 0;
    const Run* going = nullptr;
    for (const auto& run : runs.runs()) {
        if (run->goesOn())
            going = run.get();
        if (run->goesOn() || run->unsaved())
            ns += run->tookNs();
    }
    if (ns < kNotWorthAWordNs)
        return {};
    return going != nullptr
        ? ClosingQuestionText::tr("'%1' still runs, and what is not saved took %2 to run. Stop it "
                                  "and close the window?")
              .arg(going->name(), formatDuration(ns))
        : ClosingQuestionText::tr("What is not saved took %1 to run. Close the window?")
              .arg(formatDuration(ns));
}

} // namespace interleave::ui
