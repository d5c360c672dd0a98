// The words that the window has from core can be said in another language: core knows no Qt, so the
// list that translators get of them stands beside their files.

#include "core/model/experiment.h"
#include "core/model/filter.h"
#include "tests/ui/project_file.h"
#include "ui/models/value_text.h"

#include <gtest/gtest.h>

#include <QRegularExpression>

#include <filesystem>
#include <set>

namespace interleave::ui {
namespace {

using Words = std::set<std::string, std::less<>>;

void add(Words& words, std::initializer_list<std::string_view> more)
{
    for (const std::string_view word : more) {
        if (!word.empty())
            words.emplace(word);
    }
}

void add(Words& words, std::span<const Choice> choices)
{
    for (const Choice& choice : choices)
        add(words, {choice.title, choice.help});
}

void add(Words& words, const ValueSpec& spec)
{
    add(words, {spec.title, spec.unit, spec.help, spec.automaticMeans});
    add(words, spec.choices);
}

Words wordsOfTables()
{
    Words words;
    for (const ExperimentField& field : experimentFields())
        add(words, field.spec);
    for (const WorkloadInfo& info : workloadInfos()) {
        add(words, {info.sharedState, info.totalTitle});
        for (const ValueSpec& spec : info.parameters)
            add(words, spec);
    }
    add(words, choicesOf<Primitive>());
    add(words, choicesOf<StartMethod>());
    add(words, choicesOf<FilterKind>());
    for (const FilterInfo& info : filterInfos())
        for (const ValueSpec& spec : info.parameters)
            add(words, spec);
    return words;
}

// What a workload finds out has a title and a unit where it is made: .title = "sold", and
// {"oversold", "tickets sold beyond the seats", "tickets".
Words wordsOfOutcomes()
{
    static const QRegularExpression made(
        QStringLiteral("\\.(?:title|unit|xTitle) = \"([^\"]+)\""
                       "|\\{\\s*\"[a-z_0-9]+\",\\s*\"([^\"]+)\",\\s*(?:\"([^\"]+)\"|\\{\\})"
                       "|figure\\(\"[a-z_]+\", \"([^\"]+)\""));
    Words words;
    for (const auto& entry : std::filesystem::directory_iterator(projectFile("core/workload"))) {
        if (entry.path().extension() != ".cpp")
            continue;
        const QString source = QString::fromStdString(contentsOf(entry.path()));
        for (auto match = made.globalMatch(source); match.hasNext();) {
            for (const QString& word : match.next().capturedTexts().mid(1))
                add(words, {word.toStdString()});
        }
    }
    return words;
}

// All that the files say which make remarks.
Words wordsOfRemarks()
{
    static const QRegularExpression literals(QStringLiteral("(?:\"[^\"]*\"\\s*)+"));
    Words words;
    for (const auto& entry : std::filesystem::directory_iterator(projectFile("core/model"))) {
        const QString source = QString::fromStdString(contentsOf(entry.path()));
        if (entry.path().extension() != ".cpp" || !source.contains(QLatin1String("\nRemark ")))
            continue;
        for (auto match = literals.globalMatch(source); match.hasNext();) {
            static const QRegularExpression between(QStringLiteral("\"\\s*\""));
            const QString word = match.next().captured().trimmed().remove(between);
            if (word.contains(QLatin1Char(' ')))
                add(words, {word.mid(1, word.size() - 2).toStdString()});
        }
    }
    return words;
}

// As lupdate reads them.
std::string listed(const Words& words)
{
    std::string lines;
    for (const std::string& word : words) {
        QString text = QString::fromStdString(word);
        text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
        text.replace(QLatin1Char('"'), QStringLiteral("\\\""));
        lines += "QT_TRANSLATE_NOOP(\"core\", \"" + text.toStdString() + "\")\n";
    }
    return lines;
}

TEST(CoreWords, AreAllInTheListOfTheTranslators)
{
    const std::string list = contentsOf(projectFile("resources/translations/core_words.inc"));
    Words words = wordsOfTables();
    words.merge(wordsOfOutcomes());
    words.merge(wordsOfRemarks());
    EXPECT_EQ(list.substr(std::min(list.find("QT_"), list.size())), listed(words));
}

TEST(CoreWords, OfOutcomesAreFoundInTheSources)
{
    const Words words = wordsOfOutcomes();
    for (const char* word : {"tickets sold beyond the seats",
             "longest wait for two forks",
             "How many meals did each philosopher have?",
             "items that never arrived",
             "meals",
             "ms"})
        EXPECT_TRUE(words.contains(word)) << word;
}

TEST(CoreWords, UnitsAreWrittenAsEverywhereInTheWindow)
{
    EXPECT_EQ(unitText("us"), QStringLiteral("µs"));
    EXPECT_EQ(unitText("workers"), QStringLiteral("workers"));
    EXPECT_EQ(unitText(""), QString());
}

} // namespace
} // namespace interleave::ui
