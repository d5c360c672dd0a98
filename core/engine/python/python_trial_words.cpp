// What a Python trial hears from its program: errors, that it is ready, what came of its tasks.

#include "core/base/json.h"
#include "core/engine/python/python_trial.h"
#include "core/model/python_executor.h"

#include <fmt/format.h>

namespace interleave {

namespace {

template <class T>
T valueOr(const Json& words, const char* name, T otherwise)
{
    const auto found = words.find(name);
    return found != words.end() && found->type() == Json(otherwise).type() ? found->get<T>()
                                                                           : otherwise;
}

std::uint64_t numberIn(const Json& words, const char* name)
{
    return valueOr<std::uint64_t>(words, name, 0);
}

BrightnessCounts brightnessIn(const Json& words)
{
    BrightnessCounts bins{};
    const auto found = words.find("brightness");
    if (found != words.end() && found->is_array() && found->size() == bins.size()) {
        for (std::size_t bin = 0; bin < bins.size(); ++bin)
            bins[bin] = (*found)[bin].is_number_unsigned() ? (*found)[bin].get<std::uint64_t>() : 0;
    }
    return bins;
}

} // namespace

// Whether there were any.
bool PythonTrial::onWords()
{
    const std::vector<std::string> lines = m_program.takeWords();
    for (const std::string& line : lines) {
        if (const auto words = parseJson(line, "Python"); words && words->is_object())
            hear(*words);
    }
    return !lines.empty();
}

void PythonTrial::hear(const Json& words)
{
    if (words.contains("unreadable"))
        m_unreadable = valueOr<std::string>(words, "unreadable", "");
    if (words.contains("unwritable"))
        m_unwritable = valueOr<std::string>(words, "unwritable", "");
    if (words.contains("error"))
        m_resources.memory.block().errors.append(numberIn(words, "task"),
            valueOr<std::string>(words, "error", ""),
            m_resources.memory.moreErrors());
    else if (words.contains("started") && !m_ending
        && numberIn(words, "started") != static_cast<std::uint64_t>(m_crew.pid(0)))
        endBecause(
            fmt::format("{} starts another program that runs Python; give the interpreter itself",
                m_program.interpreter()));
    else if (words.contains("ready") && !m_gateOpen && !m_ending)
        openGate(valueOr<std::string>(words, "ready", "Python"));
    else if (words.contains("through")) {
        if (valueOr(words, "through", false)) // its workers are still there
            m_sampler.lookAtMemory();
        m_program.goOn();
    } else if (words.contains("died") && !m_ending)
        m_recorder.noteDeath();
    else if (words.contains("ended"))
        takeAnswer(words);
    else if (words.contains("cannot") && !m_ending)
        endBecause(
            fmt::format("Python cannot run it: {}", valueOr<std::string>(words, "cannot", "")));
}

void PythonTrial::takeAnswer(const Json& words)
{
    m_answer = Answer{.endNs = numberIn(words, "ended"),
        .held = {numberIn(words, "sum"), numberIn(words, "updates")},
        .raised = valueOr<std::string>(words, "raised", ""),
        .brightness = brightnessIn(words),
        .roundTripNs = numberIn(words, "round_trip")};
    const Experiment& experiment = m_tools.plan.experiment;
    if (handsBack(experiment) && experiment.handBack != HandBack::Return)
        m_tools.observer.log(LogLevel::Info,
            fmt::format("results came by {}", valueOr<std::string>(words, "by", "")));
}

void PythonTrial::openGate(const std::string& version)
{
    m_recorder.takeNew(); // who is there, and what they have had of the cores by now
    m_sampler.begin();
    m_gateOpen = true;
    m_version = version;
    const std::uint64_t now = m_tools.clock.ticks();
    m_startNs = m_tools.clock.toNs(now - m_firstStartTicks);
    m_tools.observer.log(
        LogLevel::Info, fmt::format("{} is ready ({})", version, m_program.interpreter()));
    RecordingHeader& header = m_resources.recording.header();
    header.state.store(TrialState::Running);
    header.beginTicks.store(now);
    if (m_tools.plan.comparesExecutors)
        m_sampler.watchMemoryOf(m_crew.pid(0));
    m_program.openGate(m_tools.plan.comparesExecutors);
}

} // namespace interleave
