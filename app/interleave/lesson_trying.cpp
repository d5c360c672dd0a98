#include "app/interleave/lesson_trying.h"

#include "app/interleave/number_text.h"
#include "app/interleave/output_file.h"
#include "app/interleave/terminal_observer.h"
#include "core/base/messages.h"
#include "core/base/unit_of_one.h"
#include "core/engine/run/exit_status.h"
#include "core/engine/run/run.h"
#include "core/process/stop_signals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct Ran
{
    Result<RunResult, EngineError> result;
    bool interrupted = false;
};

// Until it has ended or a signal stops it.
Ran ran(const Experiment& experiment, Messages& messages)
{
    auto loop = EventLoop::create();
    if (!loop)
        return {fail(EngineError::System, loop.error().message)};
    auto run = Run::plan(experiment);
    if (!run)
        return {tl::unexpected(run.error())};
    const auto signals = StopSignals::watch(*loop, [&] { (*run)->cancel(); });
    if (!signals)
        return {fail(EngineError::System, signals.error().message)};
    TerminalObserver observer(*loop, messages, **run, false);
    auto result = (*run)->execute(*loop, observer);
    observer.clearProgress();
    return {std::move(result), (*signals)->interrupted()};
}

std::string numberWithUnit(double value, const std::string& unit)
{
    constexpr double kNsPerS = 1e9;
    if (unit == "s")
        return durationText(value * kNsPerS);
    // Of a large ratio nobody wants the exponent.
    constexpr double kLarge = 1000;
    const std::string number = numberText(value >= kLarge ? std::round(value) : value);
    if (unit.empty())
        return number;
    return fmt::format("{} {}", number, value == 1 ? unitOfOne(unit) : unit);
}

std::string textOf(const Measured& measured)
{
    if (measured.over != OverTrials::Median)
        return numberWithUnit(measured.value, measured.unit)
            + (measured.over == OverTrials::Least ? " at least" : " at most");
    if (measured.each.size() < 2)
        return numberWithUnit(measured.value, measured.unit) + ", in this one trial";
    return fmt::format("{} (the trials: {} to {})",
        numberWithUnit(measured.value, measured.unit),
        numberWithUnit(measured.lowest, measured.unit),
        numberWithUnit(measured.highest, measured.unit));
}

std::string answerText(const Question& question, const Judged& answer)
{
    if (answer.agreement == Agreement::Undecided)
        return "no answer: " + answer.doubt;
    if (answer.option)
        return question.options[*answer.option].text;
    if (answer.measured)
        return textOf(*answer.measured);
    std::vector<std::string> items;
    for (const std::size_t item : answer.order)
        items.push_back(question.items[item].text);
    return fmt::format("{}", fmt::join(items, ", "));
}

struct Told
{
    std::string text;
    bool decided = true;
};

Told tell(const LessonStep& step, const RunResult& result)
{
    Told told{.text = fmt::format("\n{}\n", step.title)};
    for (const Question* question : {&step.predict, &step.observe}) {
        const Judged answer = answerOf(*question, result);
        told.decided = told.decided && answer.agreement != Agreement::Undecided;
        told.text += fmt::format("  {}\n    {}\n", question->ask, answerText(*question, answer));
    }
    return told;
}

} // namespace

int tryLesson(const Lesson& lesson, Messages& messages)
{
    raiseDescriptorLimit();
    int status = print(fmt::format("{}\n", lesson.title), kExitSuccess, messages);
    for (const LessonStep& step : lesson.steps) {
        const Ran run = ran(step.experiment, messages);
        if (!run.result)
            return messages.complain(
                run.result.error().message, exitStatusOf(run.result.error().kind));
        if (run.interrupted)
            return messages.complain("interrupted", kExitInterrupted);
        const Told told = tell(step, *run.result);
        status = std::max(status, told.decided ? kExitSuccess : kExitTasksFailed);
        status = print(told.text, status, messages);
    }
    return status;
}

} // namespace interleave
