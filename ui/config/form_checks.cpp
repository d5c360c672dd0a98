#include "ui/config/form_checks.h"

#include "core/model/applicability.h"
#include "core/model/image_parameters.h"
#include "core/model/wording.h"
#include "ui/config/field_text.h"
#include "ui/config/field_warning.h"
#include "ui/config/left_out_text.h"
#include "ui/models/number_reading.h"
#include "ui/models/problem_sentence.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

struct FormChecksText
{
    Q_DECLARE_TR_FUNCTIONS(FormChecksText)
};

// In the place of the one value.
QString comparedBelow(const ValueSpec& spec)
{
    return FormChecksText::tr("%1: those that are compared, below").arg(titleOf(spec));
}

void showFolderConflicts(const FormRows& rows, const Experiment& now, const FolderReport& report)
{
    rowOf(rows.parameters, "input")->setConflict(report.inputProblem);
    rowOf(rows.parameters, "output")->setConflict(report.outputProblem);
    if (report.namesProblem)
        rowOf(rows.parameters, "names")->setConflict(report.namesProblem);
    const auto pictures = static_cast<std::int64_t>(report.pictures);
    if (pictures > 0 && now.tasks && !inStrips(now) && *now.tasks > pictures)
        rowOf(rows.fields, "tasks")
            ->setConflict(FormChecksText::tr(
                "There are more tasks than pictures in the folder; use 1 to %1, or auto")
                              .arg(shownNumber(pictures)));
}

// "a.png, b.png, c.png and 9 more".
QString chosenSentence(const FolderReport& report)
{
    const QString names = report.chosen.join(FormChecksText::tr(", "));
    const std::int64_t more
        = static_cast<std::int64_t>(report.pictures) - std::int64_t{report.chosen.size()};
    return more == 0 ? names : FormChecksText::tr("%1 and %2 more").arg(names, shownNumber(more));
}

QString picturesSentence(const FolderReport& report, const Experiment& now)
{
    const QString count = shownNumber(static_cast<std::int64_t>(report.pictures));
    QString sentence = inStrips(now)
        ? FormChecksText::tr("pictures: %1, each of several tasks").arg(count)
        : FormChecksText::tr("pictures: %1, a task each").arg(count);
    if (!report.chosen.isEmpty())
        sentence = FormChecksText::tr("%1: %2", "how many pictures, which ones")
                       .arg(sentence, chosenSentence(report));
    const QString leftOut = leftOutText(report.leftOut);
    return leftOut.isEmpty() ? sentence
                             : FormChecksText::tr("%1. Left out: %2").arg(sentence, leftOut);
}

void showFolderNotes(const FormRows& rows, const Experiment& now, const FolderLook& folders)
{
    const auto& report = folders.report();
    FieldRow* input = rowOf(rows.parameters, "input");
    FieldRow* output = rowOf(rows.parameters, "output");
    FieldRow* any = parameter<std::string>(now, "input").empty() ? output : input;
    if (!report)
        return any->setNote(
            NoteKind::Hint, FormChecksText::tr("The folder is still being looked at"));
    if (report->unanswered)
        return any->setNote(NoteKind::Warning,
            FormChecksText::tr("This folder does not answer, as one on a network that has gone. A "
                               "run waits for it until it is stopped; another one can be chosen"));
    if (report->unfinished)
        return any->setNote(NoteKind::Hint,
            FormChecksText::tr("There is more in it than is looked at here: the run looks at all"));
    if (report->pictures > 0)
        input->setNote(NoteKind::Hint, picturesSentence(*report, now));
    if (folders.isCurrent())
        return;
    if (report->inputProblem)
        input->setNote(NoteKind::Problem, *report->inputProblem);
    if (report->outputProblem)
        output->setNote(NoteKind::Problem, *report->outputProblem);
    if (report->namesProblem)
        rowOf(rows.parameters, "names")->setNote(NoteKind::Problem, *report->namesProblem);
}

} // namespace

FieldRow* rowOf(const std::vector<FieldRow*>& rows, std::string_view name)
{
    const auto found = std::find_if(
        rows.begin(), rows.end(), [&](const FieldRow* row) { return row->spec().name == name; });
    return found == rows.end() ? nullptr : *found;
}

void showWhatApplies(const FormRows& rows, const Experiment& now)
{
    const auto fields = experimentFields();
    Experiment alone = now; // without lists that take the place of single values
    alone.compare.clear();
    alone.varyWorkers.clear();
    alone.varyParam = {};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool applies = fields[i].applies == nullptr || fields[i].applies(now);
        rows.fields[i]->setApplies(applies);
        rows.fields[i]->setReplacement(
            applies || !fields[i].applies(alone) ? QString() : comparedBelow(fields[i].spec));
        rows.fields[i]->setUnfit(unfitChoices(fields[i].spec, now));
    }
    for (FieldRow* row : rows.parameters) {
        const std::string_view name = row->spec().name;
        const bool applies = parameterApplies(now, name);
        row->setApplies(applies);
        row->setReplacement(
            applies || !parameterApplies(alone, name) ? QString() : comparedBelow(row->spec()));
    }
}

void showConflicts(const FormRows& rows, const Experiment& now, const FolderLook& folders)
{
    const std::vector<ExperimentProblem> problems = findProblems(now, Wording::Titles);
    const auto show = [&](FieldRow* row, const std::string& field) {
        const auto found = std::ranges::find(problems, field, &ExperimentProblem::field);
        row->setConflict(
            found == problems.end() ? std::nullopt : std::optional(sentenceOf(found->message)));
    };
    for (FieldRow* row : rows.fields)
        show(row, std::string(row->spec().name));
    for (FieldRow* row : rows.parameters)
        show(row, "params." + std::string(row->spec().name));
    if (now.workload == WorkloadKind::ImageFilter && folders.isCurrent())
        showFolderConflicts(rows, now, *folders.report());
}

void showNotes(const FormRows& rows, const Experiment& now, const FolderLook& folders)
{
    for (const auto* some : {&rows.fields, &rows.parameters}) {
        for (FieldRow* row : *some) {
            row->setNote(NoteKind::Hint, meaningOf(row->spec(), row->value(), now));
            if (const QString warning = warningOf(row->spec(), now); !warning.isEmpty())
                row->setNote(NoteKind::Warning, warning);
        }
    }
    if (now.workload == WorkloadKind::ImageFilter)
        showFolderNotes(rows, now, folders);
}

} // namespace interleave::ui
