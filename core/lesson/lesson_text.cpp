#include "core/lesson/lesson_text.h"

#include "core/base/printable.h"
#include "core/lesson/lesson_block.h"
#include "core/lesson/lesson_link.h"
#include "core/model/experiment_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr std::string_view kFence = "```";
constexpr std::string_view kRule = "---";

struct Block
{
    std::size_t begins = 0; // its first line, the fence; 0: not there
    std::string text{};
};

// A step as it stands in the file.
struct WrittenStep
{
    std::string title{};
    std::size_t line = 0;
    std::string text{};
    std::size_t textLine = 0;
    std::string explanation{};
    std::size_t explanationLine = 0;
    Block experiment{};
    Block predict{};
    Block observe{};
};

std::string_view withoutReturn(std::string_view line)
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_rest(text)
    {
    }

    tl::expected<Lesson, LessonProblems> read();

private:
    bool next();
    void readFrontMatter();
    void readSteps();
    void takeLine();
    void takeText();
    void takeFence();
    void takeBlock(Block WrittenStep::*which, std::string_view name);
    Block restOfBlock();
    void finish(const WrittenStep& written);
    Experiment experimentOf(const WrittenStep& written);
    Question questionOf(const Block& block,
        std::string_view name,
        const WrittenStep& written,
        const Experiment& experiment,
        std::string* view);
    void checkTexts(const WrittenStep& written, const Experiment& experiment);
    void complain(std::size_t line, std::string message)
    {
        m_problems.push_back({line, std::move(message)});
    }

    std::string_view m_rest;
    std::string_view m_line;
    std::size_t m_number = 0; // of m_line
    std::size_t m_introductionLine = 0;
    Lesson m_lesson;
    std::vector<WrittenStep> m_steps;
    bool m_explains = false; // the step's explanation has begun
    LessonProblems m_problems;
};

bool Reader::next()
{
    if (m_rest.empty())
        return false;
    const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
    m_line = withoutReturn(m_rest.substr(0, end));
    m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
    ++m_number;
    return true;
}

void Reader::readFrontMatter()
{
    if (!next() || m_line != kRule) {
        complain(1, "a lesson begins with a line '---', its title: and about:, and '---' again");
        return;
    }
    std::string text;
    while (next() && m_line != kRule)
        text.append(m_line) += '\n';
    if (m_line != kRule)
        complain(1, "the front matter has no end; write a line '---' behind it");
    const auto lines = blockLinesIn(text, 2, m_problems);
    const FrontMatter front = frontMatterIn(lines, 1, m_problems);
    m_lesson.title = front.title;
    m_lesson.about = front.about;
    m_lesson.minutes = front.minutes;
}

void Reader::readSteps()
{
    m_introductionLine = m_number + 1;
    while (next())
        takeLine();
    for (const WrittenStep& written : m_steps)
        finish(written);
    if (m_steps.empty())
        complain(0, "the lesson has no step; begin one with a line '## ' and its title");
    checkLinks(m_lesson.introduction, m_introductionLine, m_problems);
}

void Reader::takeLine()
{
    if (m_line.starts_with("## ")) {
        m_steps.push_back(
            {.title = std::string(m_line.substr(3)), .line = m_number, .textLine = m_number + 1});
        m_explains = false;
    } else if (m_line.starts_with("### ") && !m_steps.empty() && !m_explains) {
        m_steps.back().explanationLine = m_number + 1;
        m_explains = true;
    } else if (m_line.starts_with(kFence)) {
        takeFence();
    } else {
        takeText();
    }
}

void Reader::takeText()
{
    std::string& text = m_steps.empty() ? m_lesson.introduction
        : m_explains                    ? m_steps.back().explanation
                                        : m_steps.back().text;
    text.append(m_line) += '\n';
}

void Reader::takeFence()
{
    const std::string_view name = m_line.substr(kFence.size());
    if (name == "experiment")
        takeBlock(&WrittenStep::experiment, name);
    else if (name == "predict")
        takeBlock(&WrittenStep::predict, name);
    else if (name == "observe")
        takeBlock(&WrittenStep::observe, name);
    else {
        takeText();
        while (next()) { // code, which is shown as it is
            takeText();
            if (m_line.starts_with(kFence))
                break;
        }
    }
}

void Reader::takeBlock(Block WrittenStep::*which, std::string_view name)
{
    const std::size_t begins = m_number;
    Block block = restOfBlock();
    // Lines stay where they were: what is read of the texts counts them.
    if (m_steps.empty()) {
        complain(begins,
            fmt::format("the block '{}' stands in no step; begin one with '## ' above it", name));
        return;
    }
    std::string& text = m_explains ? m_steps.back().explanation : m_steps.back().text;
    text.append(m_number - begins + 1, '\n');
    Block& place = m_steps.back().*which;
    if (place.begins != 0)
        complain(begins,
            fmt::format("the step has a block '{}' already, in line {}; begin another step",
                name,
                place.begins));
    else
        place = std::move(block);
}

Block Reader::restOfBlock()
{
    Block block{.begins = m_number};
    while (next()) {
        if (m_line.starts_with(kFence))
            return block;
        block.text.append(m_line) += '\n';
    }
    complain(block.begins, "the block has no end; write a line '```' behind it");
    return block;
}

Experiment Reader::experimentOf(const WrittenStep& written)
{
    if (written.experiment.begins == 0) {
        complain(written.line,
            fmt::format("the step {} has no experiment; write one as a block: ```experiment",
                shown(written.title)));
        return {};
    }
    // Lines are those of the file.
    const std::string text = std::string(written.experiment.begins, '\n') + written.experiment.text;
    const auto experiment = experimentFromText(text, "experiment");
    if (experiment) {
        for (const ExperimentProblem& problem : findProblems(*experiment))
            complain(written.experiment.begins, problem.message);
        return *experiment;
    }
    for (const ExperimentProblem& problem : experiment.error())
        complain(written.experiment.begins, problem.message);
    return {};
}

Question Reader::questionOf(const Block& block,
    std::string_view name,
    const WrittenStep& written,
    const Experiment& experiment,
    std::string* view)
{
    if (block.begins == 0) {
        complain(written.line,
            fmt::format("the step {} does not ask to {}; write the question as a block: ```{}",
                shown(written.title),
                name,
                name));
        return {};
    }
    const auto lines = blockLinesIn(block.text, block.begins + 1, m_problems);
    Question question = questionIn(lines, block.begins, view, m_problems);
    checkQuestion(question, experiment, block.begins, m_problems);
    return question;
}

void Reader::checkTexts(const WrittenStep& written, const Experiment& experiment)
{
    checkLinks(written.text, written.textLine, m_problems);
    checkLinks(written.explanation, written.explanationLine, m_problems);
    if (written.explanation.find_first_not_of(" \t\n") == std::string::npos)
        complain(written.line,
            fmt::format("the step {} explains nothing; write it below a line '### What happened'",
                shown(written.title)));
    if (auto problem = findNumberProblem(written.explanation, experiment)) {
        const auto above = std::string_view(written.explanation).substr(0, problem->place);
        complain(
            written.explanationLine + static_cast<std::size_t>(std::ranges::count(above, '\n')),
            std::move(problem->message));
    }
}

void Reader::finish(const WrittenStep& written)
{
    const std::size_t before = m_problems.size();
    LessonStep step{
        .title = written.title, .text = written.text, .explanation = written.explanation};
    step.experiment = experimentOf(written);
    if (m_problems.size() != before)
        return; // its questions are about an experiment that nobody knows
    step.predict = questionOf(written.predict, "predict", written, step.experiment, nullptr);
    step.observe = questionOf(written.observe, "observe", written, step.experiment, &step.view);
    if (!step.view.empty()) {
        if (auto link = linkTo("view:" + step.view); !link)
            complain(written.observe.begins, std::move(link.error()));
    }
    checkTexts(written, step.experiment);
    m_lesson.steps.push_back(std::move(step));
}

tl::expected<Lesson, LessonProblems> Reader::read()
{
    readFrontMatter();
    readSteps();
    if (m_problems.empty())
        return std::move(m_lesson);
    std::ranges::stable_sort(m_problems, {}, &LessonProblem::line);
    return tl::unexpected(std::move(m_problems));
}

} // namespace

tl::expected<Lesson, std::vector<LessonProblem>> lessonIn(std::string_view text)
{
    if (text.size() > kMaxLessonBytes)
        return tl::unexpected(LessonProblems{
            {0, "the lesson is larger than 1 MiB; pictures lie beside it, as files"}});
    if (text.find('\0') != std::string_view::npos)
        return tl::unexpected(LessonProblems{{0, "this is no text"}});
    return Reader(text).read();
}

std::string joinProblems(const std::vector<LessonProblem>& problems, std::string_view source)
{
    std::string all;
    for (const LessonProblem& problem : problems) {
        if (!all.empty())
            all += '\n';
        all += problem.line == 0 ? fmt::format("{}: {}", source, problem.message)
                                 : fmt::format("{}:{}: {}", source, problem.line, problem.message);
    }
    return all;
}

} // namespace interleave
