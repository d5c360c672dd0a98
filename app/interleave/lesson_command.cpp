#include "app/interleave/lesson_command.h"

#include "app/interleave/experiment_options.h"
#include "app/interleave/lesson_trying.h"
#include "app/interleave/output_file.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/engine/run/exit_status.h"
#include "core/model/brought_programs.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

Json jsonOf(const LessonFile& file)
{
    const Lesson& lesson = *file.lesson;
    Json steps = Json::array();
    for (const LessonStep& step : lesson.steps)
        steps.push_back(step.title);
    return {{"name", file.name},
        {"title", lesson.title},
        {"about", lesson.about},
        {"minutes", lesson.minutes},
        {"steps", std::move(steps)}};
}

std::string lineOf(const LessonFile& file)
{
    const Lesson& lesson = *file.lesson;
    return fmt::format("{:<28} {}: {} ({} step{}{})\n",
        file.name,
        lesson.title,
        lesson.about,
        lesson.steps.size(),
        lesson.steps.size() == 1 ? "" : "s",
        lesson.minutes > 0 ? fmt::format(", about {} min", lesson.minutes) : std::string());
}

// What its steps would run that the lesson itself names; empty where they name nothing.
std::string programsOf(const Lesson& lesson)
{
    std::string all;
    for (const LessonStep& step : lesson.steps) {
        const BroughtPrograms programs = programsBroughtBy(step.experiment);
        for (const std::string* text : {&programs.python, &programs.code})
            all += text->empty() ? "" : *text + "\n";
    }
    return all;
}

// A file where it looks like one, else one of the program's own by its name.
LessonFile lessonCalled(const std::string& which)
{
    if (which.find('/') == std::string::npos && !which.ends_with(".md")) {
        for (LessonFile& file : lessonsIn(usualLessonFolder())) {
            if (file.name == which)
                return std::move(file);
        }
    }
    return readLesson(which);
}

} // namespace

LessonCommand::LessonCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
{
    CLI::App* command = app.add_subcommand("lesson", "The lessons: predict, run, look, understand");
    command->require_subcommand(1);
    addList(*command, status);
    addCheck(*command, status);
    addTry(*command, status);
}

void LessonCommand::addList(CLI::App& command, int& status)
{
    CLI::App* list = command.add_subcommand("list", "Lists the program's own");
    list->add_flag("--json", m_json, "As a JSON array");
    list->callback([this, &status] { status = this->list(); });
}

void LessonCommand::addCheck(CLI::App& command, int& status)
{
    CLI::App* check = command.add_subcommand(
        "check", "Says everything that is wrong with a lesson's file, and runs nothing");
    check->add_option("file", m_files, "Lessons as Markdown")->required()->check(notEmpty());
    check->callback([this, &status] { status = this->check(); });
}

void LessonCommand::addTry(CLI::App& command, int& status)
{
    CLI::App* attempt = command.add_subcommand(
        "try", "Runs the experiments of a lesson and says what the answers are on this machine");
    attempt->add_option("lesson", m_which, "Its name as in 'lesson list', or its file")
        ->required()
        ->check(notEmpty());
    attempt->add_flag("--allow-function",
        m_allowsPrograms,
        "Runs the Python functions and interpreters that the lesson brings, without showing them "
        "first");
    attempt->callback([this, &status] { status = tryOut(); });
}

int LessonCommand::list() const
{
    int status = kExitSuccess;
    Json all = Json::array();
    std::string text;
    for (const LessonFile& file : lessonsIn(usualLessonFolder())) {
        if (!file.lesson) {
            status = complain(file);
            continue;
        }
        all.push_back(jsonOf(file));
        text += lineOf(file);
    }
    return print(m_json ? all.dump(2) + "\n" : text, status, m_messages);
}

int LessonCommand::check() const
{
    int status = kExitSuccess;
    std::string text;
    for (const std::string& path : m_files) {
        const LessonFile file = readLesson(path);
        if (!file.lesson)
            status = complain(file);
        else
            text += fmt::format("{}: a valid lesson: {}, {} step{}\n",
                shownBothEnds(path),
                file.lesson->title,
                file.lesson->steps.size(),
                file.lesson->steps.size() == 1 ? "" : "s");
    }
    return print(text, status, m_messages);
}

int LessonCommand::tryOut() const
{
    const LessonFile file = lessonCalled(m_which);
    if (!file.lesson)
        return complain(file);
    if (const std::string programs = programsOf(*file.lesson);
        !programs.empty() && !m_allowsPrograms)
        return refuse(file, programs);
    return tryLesson(*file.lesson, m_messages);
}

// Whole: what is left out could be what matters.
int LessonCommand::refuse(const LessonFile& file, const std::string& programs) const
{
    m_messages.write(printable(programs) + "\n");
    return m_messages.complain(
        fmt::format("{} brings these programs, which can do all that you can. Nothing was started; "
                    "if you know what they do, add --allow-function",
            shownBothEnds(file.path.string())),
        kExitUsage);
}

int LessonCommand::complain(const LessonFile& file) const
{
    return m_messages.complain(
        joinProblems(file.lesson.error(), shownBothEnds(file.path.string())), kExitUsage);
}

} // namespace interleave
