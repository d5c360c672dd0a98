#include "core/code/python_code.h"

#include "core/code/code_subject.h"
#include "core/code/code_templates.h"
#include "core/model/applicability.h"
#include "core/model/python_executor.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace interleave {

namespace {

constexpr char kPythonSeparator = '_';

std::string_view pythonTemplate(std::string_view name)
{
    return codeTemplate("python/" + std::string(name));
}

class PythonCode
{
public:
    explicit PythonCode(const Experiment& experiment)
        : m_experiment(experiment)
        , m_words(commonWords(experiment, CodeLanguage::Python, kPythonSeparator))
        , m_system(systemFor(experiment, CodeLanguage::Python))
        , m_task(pythonTemplate(taskTemplateOf(experiment.workload)))
    {
    }
    [[nodiscard]] std::string program(const std::string& about);

private:
    [[nodiscard]] std::string sectionFilled(std::string_view name);
    [[nodiscard]] bool isGuarded() const;
    [[nodiscard]] bool hasItsOwnLock() const;
    [[nodiscard]] std::string madeGuard() const;
    void addShared();
    void addChunk();
    void addParts();
    void takeFunction();
    [[nodiscard]] std::string neededLines() const;

    Experiment m_experiment;
    CodeWords m_words;
    CodeSystem m_system;
    std::string_view m_task;
};

std::string PythonCode::sectionFilled(std::string_view name)
{
    return m_words.filled(sectionOf(m_task, name));
}

bool PythonCode::isGuarded() const
{
    return usesGuard(m_experiment) && m_experiment.sync != Primitive::None;
}

// A Value comes with a lock, which is recursive.
bool PythonCode::hasItsOwnLock() const
{
    return m_experiment.sync == Primitive::RecursiveLock && hasProcesses(m_system)
        && m_experiment.workload == WorkloadKind::Counter;
}

std::string PythonCode::madeGuard() const
{
    const std::string_view from = hasProcesses(m_system) ? "context" : "threading";
    switch (m_experiment.sync) {
    case Primitive::RecursiveLock:
        return fmt::format("{}.RLock()", from);
    case Primitive::Semaphore:
        return fmt::format("{}.Semaphore({})", from, m_experiment.permits);
    case Primitive::BoundedSemaphore:
        return fmt::format("{}.BoundedSemaphore({})", from, m_experiment.permits);
    default:
        return fmt::format("{}.Lock()", from);
    }
}

void PythonCode::addShared()
{
    if (hasItsOwnLock())
        m_words.flags.insert("own_lock");
    std::vector<SharedThing> things = sharedThings(sectionFilled("state"));
    if (isGuarded()) {
        m_words.indents = true;
        m_words.guard = hasItsOwnLock() ? "with counter.get_lock():" : "with guard:";
        if (!hasItsOwnLock())
            things.push_back({"guard", madeGuard(), madeGuard()});
    }
    const bool processes = hasProcesses(m_system);
    m_words.gaps["state"] = joined(things, "\n", [&](const SharedThing& thing) {
        return thing.name + " = " + (processes ? thing.first : thing.second);
    });
    m_words.gaps["names"]
        = joined(things, ", ", [](const SharedThing& thing) { return thing.name; });
    const std::string& names = m_words.gaps["names"];
    m_words.gaps["tuple"] = things.size() == 1 ? "(" + names + ",)" : "(" + names + ")";
    m_words.gaps["names_of_tuple"] = things.size() == 1 ? m_words.gaps["tuple"] : names;
    if (processes)
        m_words.flags.insert("begin");
}

// As the system takes it: by its own default where none is named.
void PythonCode::addChunk()
{
    std::optional<std::int64_t> chunk;
    if (isPython(m_experiment.executor) && takesChunks(m_experiment))
        chunk = m_experiment.chunk;
    if (m_experiment.executor == ExecutorKind::Processes) {
        if (m_experiment.schedule == Schedule::Static)
            chunk = (*m_experiment.tasks + *m_experiment.workers - 1) / *m_experiment.workers;
        if (m_experiment.schedule == Schedule::Dynamic) {
            chunk = m_experiment.chunk;
            m_words.flags.erase("call=map");
            m_words.flags.insert("call=as-completed");
        }
    }
    m_words.gaps["batch"] = chunk ? grouped(*chunk, kPythonSeparator) : "\"auto\"";
    const bool isUsual = m_system != CodeSystem::Pool && chunk == 1;
    if (chunk && !isUsual)
        m_words.gaps["chunk"] = ", chunksize=" + grouped(*chunk, kPythonSeparator);
}

// What it imports from the future must stand before all else.
void PythonCode::takeFunction()
{
    std::string& code = m_words.gaps["code"];
    code.erase(code.find_last_not_of("\n \t") + 1);
    std::string rest;
    std::istringstream lines(code);
    for (std::string line; std::getline(lines, line);) {
        std::string& part = line.starts_with("from __future__ ") ? m_words.gaps["future"] : rest;
        part += line + "\n";
    }
    code = rest.substr(std::min(rest.find_first_not_of('\n'), rest.size()));
    code.erase(code.find_last_not_of('\n') + 1);
    if (std::string& future = m_words.gaps["future"]; !future.empty()) {
        future.pop_back();
        m_words.flags.insert("future");
    }
}

void PythonCode::addParts()
{
    m_words.gaps["random"] = m_words.filled(pythonTemplate("random"));
    m_words.gaps["pause"] = m_words.filled(pythonTemplate("pause"));
    m_words.gaps["begin"] = m_words.filled(pythonTemplate("begin"));
    m_words.gaps["seconds"]
        = m_words.flags.contains("distribution=fixed") ? "DURATION" : "seconds_of(n)";
    m_words.gaps["backend"] = nameOf(m_experiment.joblibBackend);
    m_words.gaps["method"] = nameOf(m_experiment.startMethod);
    m_words.gaps["delay_ns"] = grouped(windowDelayNs(m_experiment), kPythonSeparator);
    m_words.gaps["results"] = sharesState(m_experiment) ? "" : "results = ";
    if (m_experiment.workload == WorkloadKind::Function)
        takeFunction();
    m_words.gaps["constants"] = sectionFilled("constants");
    m_words.gaps["task"] = sectionFilled("task");
    m_words.gaps["report"] = fmt::format("expected = {}\nfound = {}\nprint(f\"expected "
                                         "{{expected}}, found {{found}}, in {{seconds:.3f}} s\")",
        sectionFilled("expected"),
        sectionFilled("found"));
    if (const std::string also = sectionFilled("also"); !also.empty())
        m_words.gaps["report"] += "\n" + also;
    m_words.gaps["system"] = m_words.filled(pythonTemplate(systemTemplateOf(m_system)));
}

// As Python's own style has them: those that import names come last.
std::string PythonCode::neededLines() const
{
    std::vector<std::string> lines(m_words.needs.begin(), m_words.needs.end());
    std::ranges::stable_partition(
        lines, [](const std::string& line) { return line.starts_with("import "); });
    std::string text;
    for (const std::string& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

std::string PythonCode::program(const std::string& about)
{
    if (sharesState(m_experiment))
        addShared();
    addChunk();
    addParts();
    m_words.needs.insert("import time");
    const std::string& state = m_words.gaps["state"];
    if (state.find("SimpleNamespace") != state.npos)
        m_words.needs.insert("from types import SimpleNamespace");
    if (state.find("threading.") != state.npos)
        m_words.needs.insert("import threading");
    m_words.gaps["about"] = about + "\n";
    m_words.gaps["needs"] = neededLines();
    return m_words.filled(pythonTemplate("program")) + "\n";
}

} // namespace

std::string pythonProgram(const Experiment& experiment, const std::string& about)
{
    return PythonCode(experiment).program(about);
}

} // namespace interleave
