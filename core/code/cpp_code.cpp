#include "core/code/cpp_code.h"

#include "core/code/code_subject.h"
#include "core/code/code_templates.h"
#include "core/model/applicability.h"
#include "core/model/python_executor.h"

#include <fmt/format.h>

#include <cctype>

namespace interleave {

namespace {

constexpr char kCppSeparator = '\'';

std::string_view cppTemplate(std::string_view name)
{
    return codeTemplate("cpp/" + std::string(name));
}

std::string_view methodOf(StartMethod method)
{
    switch (method) {
    case StartMethod::Spawn:
        return "Spawn";
    case StartMethod::ForkServer:
        return "ForkServer";
    case StartMethod::Fork:
        break;
    }
    return "Fork";
}

// "sharedCounter" of "counter".
std::string sharedNameOf(const SharedThing& thing)
{
    std::string name = thing.name;
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    return "shared" + name;
}

class CppCode
{
public:
    explicit CppCode(const Experiment& experiment)
        : m_experiment(experiment)
        , m_words(commonWords(experiment, CodeLanguage::Cpp, kCppSeparator))
        , m_system(systemFor(experiment, CodeLanguage::Cpp))
        , m_task(cppTemplate(taskTemplateOf(experiment.workload)))
    {
    }
    [[nodiscard]] std::string program(const std::string& about);

private:
    [[nodiscard]] std::string sectionFilled(std::string_view name);
    [[nodiscard]] bool isGuarded() const;
    [[nodiscard]] SharedThing guard() const;
    void addShared();
    void addStart();
    void addOptions();
    void addParts();
    [[nodiscard]] std::string report();

    Experiment m_experiment;
    CodeWords m_words;
    CodeSystem m_system;
    std::string_view m_task;
};

std::string CppCode::sectionFilled(std::string_view name)
{
    return m_words.filled(sectionOf(m_task, name));
}

bool CppCode::isGuarded() const
{
    return usesGuard(m_experiment) && guardsCriticalSection(m_experiment.sync);
}

SharedThing CppCode::guard() const
{
    switch (m_experiment.sync) {
    case Primitive::RecursiveLock:
        return {"guard", "RLock", "RLock::create()"};
    case Primitive::Semaphore:
        return {"guard", "Semaphore", fmt::format("Semaphore::create({})", m_experiment.permits)};
    case Primitive::BoundedSemaphore:
        return {"guard",
            "BoundedSemaphore",
            fmt::format("BoundedSemaphore::create({})", m_experiment.permits)};
    default:
        return {"guard", "Lock", "Lock::create()"};
    }
}

void CppCode::addShared()
{
    std::vector<SharedThing> things = sharedThings(sectionFilled("state"));
    if (isGuarded()) {
        things.push_back(guard());
        m_words.guard = "const std::lock_guard inside(*guard);";
    }
    m_words.flags.insert("begin");
    m_words.needs.insert("#include <optional>");
    m_words.gaps["globals"] = joined(things, "\n", [](const SharedThing& thing) {
        return fmt::format("std::optional<{}> {};", thing.first, thing.name);
    });
    const bool many = things.size() > 2;
    m_words.gaps["parameters"]
        = joined(things, many ? ",\n    " : ", ", [](const SharedThing& thing) {
              return fmt::format("const {}& {}", thing.first, sharedNameOf(thing));
          });
    m_words.gaps["arguments"] = joined(things, ", ", sharedNameOf);
    m_words.gaps["assignments"] = joined(things, "\n", [](const SharedThing& thing) {
        return fmt::format("{}.emplace({});", thing.name, sharedNameOf(thing));
    });
    m_words.gaps["handles"]
        = joined(things, ", ", [](const SharedThing& thing) { return "*" + thing.name; });
    m_words.gaps["state"] = joined(things, "\n", [](const SharedThing& thing) {
        return fmt::format("{}.emplace(orThrow({}));", thing.name, thing.second);
    });
    m_words.gaps["initializer"]
        = fmt::format(",\n        .initializer = initializer(begin, {})", m_words.gaps["handles"]);
}

void CppCode::addStart()
{
    const bool spawns = hasProcesses(m_system) && m_experiment.startMethod != StartMethod::Fork;
    m_words.gaps["method"] = methodOf(m_experiment.startMethod);
    if (!spawns)
        return;
    m_words.gaps["main_arguments"] = "int argc, char** argv";
    m_words.gaps["child_main"] = "childMain(argc, argv); // it is run again for each worker";
    m_words.gaps["context"] = fmt::format(
        ",\n        .context = orThrow(Context::create(StartMethod::{}))", m_words.gaps["method"]);
}

// Of a pool's map.
void CppCode::addOptions()
{
    if (!hasProcesses(m_system))
        return;
    const bool ours = !isPython(m_experiment.executor);
    const bool isAuto = ours && m_experiment.schedule == Schedule::Auto;
    if (isAuto || !m_experiment.chunk)
        return;
    const std::string chunk = ".chunk = " + grouped(*m_experiment.chunk, kCppSeparator);
    const auto schedule = [&]() -> std::string_view {
        if (m_experiment.schedule == Schedule::Static && ours)
            return ", .schedule = Schedule::Static";
        return m_experiment.schedule == Schedule::Guided && ours ? ", .schedule = Schedule::Guided"
                                                                 : "";
    };
    m_words.gaps["options"] = fmt::format(", {{{}{}}}", chunk, schedule());
}

std::string CppCode::report()
{
    m_words.needs.insert("#include <chrono>");
    m_words.needs.insert("#include <iostream>");
    const std::string also = sectionFilled("also");
    return fmt::format("const std::chrono::duration<double> seconds = "
                       "std::chrono::steady_clock::now() - started;\n"
                       "const auto expected = {};\n"
                       "const auto found = {};\n"
                       "std::cout << \"expected \" << expected << \", found \" << found << \", in "
                       "\" << seconds.count()\n"
                       "          << \" s\\n\";{}{}",
        sectionFilled("expected"),
        sectionFilled("found"),
        also.empty() ? "" : "\n",
        also);
}

void CppCode::addParts()
{
    m_words.needs.insert("#include <interleave/interleave.h>");
    m_words.gaps["delay_ns"] = grouped(windowDelayNs(m_experiment), kCppSeparator);
    m_words.gaps["seconds"]
        = m_words.flags.contains("distribution=fixed") ? "kDuration" : "secondsOf(n)";
    m_words.gaps["n"] = m_words.flags.contains("distribution=fixed") ? "" : " n";
    m_words.gaps["result"] = sharesState(m_experiment) ? "void" : "std::uint64_t";
    m_words.gaps["results"] = sharesState(m_experiment) ? "" : "const auto results = ";
    m_words.gaps["in_order"]
        = m_words.flags.contains("call=each") ? "futures" : "asCompleted(futures)";
    if (m_experiment.sync == Primitive::CompareAndSwap)
        m_words.flags.insert("swap");
    const bool inOneStep = addsInOneStep(m_experiment.sync);
    m_words.gaps["add"] = m_words.flags.contains("swap") ? "addBySwap"
        : inOneStep                                      ? "addAtomically"
                                                         : "add";
    m_words.flags.insert(inOneStep ? "in_one_step" : "in_three_steps");
    if (m_task.find("@add@") != m_task.npos && sharesState(m_experiment))
        m_words.flags.insert("add");
    m_words.gaps["begin"] = m_words.filled(cppTemplate("begin"));
    m_words.gaps["pause"] = m_words.filled(cppTemplate("pause"));
    m_words.gaps["adding"] = m_words.filled(cppTemplate("add"));
    m_words.gaps["constants"] = sectionFilled("constants");
    m_words.gaps["task"] = sectionFilled("task");
    m_words.gaps["report"] = report();
    m_words.gaps["system"] = m_words.filled(cppTemplate(systemTemplateOf(m_system)));
}

std::string CppCode::program(const std::string& about)
{
    if (sharesState(m_experiment))
        addShared();
    addStart();
    addOptions();
    addParts();
    m_words.gaps["about"] = about;
    for (const std::string& line : m_words.needs)
        m_words.gaps["needs"] += (m_words.gaps["needs"].empty() ? "" : "\n") + line;
    return m_words.filled(cppTemplate("program")) + "\n";
}

} // namespace

std::string cppProgram(const Experiment& experiment, const std::string& about)
{
    return CppCode(experiment).program(about);
}

} // namespace interleave
