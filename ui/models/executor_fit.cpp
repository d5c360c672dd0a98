#include "ui/models/executor_fit.h"

#include "core/model/python_executor.h"
#include "core/model/python_interpreter.h"
#include "core/model/wording.h"
#include "ui/models/problem_sentence.h"
#include "ui/models/value_text.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct ExecutorFitText
{
    Q_DECLARE_TR_FUNCTIONS(ExecutorFitText)
};

} // namespace

QString executorTitle(ExecutorKind executor)
{
    return coreWord(choiceOf(executor).title);
}

QString whatIsMissing(ExecutorKind executor, const Experiment& experiment)
{
    if (!isPython(executor))
        return {};
    const auto python = findPython(experiment.python);
    if (!python)
        return QString::fromStdString(python.error().message);
    const auto howToGet = [&](const char* package) {
        return QString::fromStdString(howToGetPythonPackage(*python, package));
    };
    if (executor == ExecutorKind::PythonJoblib && !hasPythonPackage(*python, "joblib"))
        return ExecutorFitText::tr("joblib is not installed: %1.").arg(howToGet("joblib"));
    if (experiment.workload == WorkloadKind::ImageFilter && !hasPythonPackage(*python, "cv2"))
        return ExecutorFitText::tr("OpenCV for Python is not installed: %1.").arg(howToGet("cv2"));
    return {};
}

QString whyUnfit(ExecutorKind executor, const Experiment& experiment)
{
    Experiment alone = experiment;
    alone.executor = executor;
    alone.varyParam = {};
    const auto problems = findProblems(alone, Wording::Titles);
    return problems.empty() ? QString() : sentenceOf(problems.front().message);
}

std::vector<ExecutorFit> executorFits(const Experiment& experiment)
{
    std::vector<ExecutorFit> fits;
    for (std::size_t i = 0; i < choicesOf<ExecutorKind>().size(); ++i) {
        const auto executor = static_cast<ExecutorKind>(i);
        const QString missing = whatIsMissing(executor, experiment);
        fits.push_back({executor, missing.isEmpty() ? whyUnfit(executor, experiment) : missing});
    }
    return fits;
}

} // namespace interleave::ui
