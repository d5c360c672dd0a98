// The words that the window has from core can be said in another language: core knows no Qt, so the
// list that translators get of them stands beside their files.

#include "core/model/experiment.h"
#include "core/model/filter.h"
#include "core/model/told_figures.h"
#include "tests/ui/project_file.h"
#include "ui/models/core_sentence.h"
#include "ui/models/value_text.h"

#include <gtest/gtest.h>

#include <QRegularExpression>

#include <filesystem>
#include <set>
#include <vector>

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

// "meals", and "meal" of one; a symbol is shorter.
void addUnit(Words& words, std::string_view unit)
{
    add(words, {unit, unitOfOne(unit)});
}

void add(Words& words, std::span<const Choice> choices)
{
    for (const Choice& choice : choices)
        add(words, {choice.title, choice.help});
}

void add(Words& words, const ValueSpec& spec)
{
    add(words, {spec.title, spec.help, spec.automaticMeans});
    addUnit(words, spec.unit);
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
        for (const ToldFigure& told : toldFigures(info.kind))
            add(words, {told.brief});
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
                       "|figure\\(\"[a-z_]+\", \"([^\"]+)\""
                       "|chartOf\\(\"([^\"]+)\""));
    Words words;
    for (const auto& entry : std::filesystem::directory_iterator(projectFile("core/workload"))) {
        if (entry.path().extension() != ".cpp")
            continue;
        const QString source = QString::fromStdString(contentsOf(entry.path()));
        for (auto match = made.globalMatch(source); match.hasNext();) {
            for (const QString& word : match.next().capturedTexts().mid(1)) {
                add(words, {word.toStdString()});
                if (!word.contains(QLatin1Char(' '))) // a unit, or a title of one word
                    addUnit(words, word.toStdString());
            }
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

const QString kLiteral = QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\"");

// Those of `source` that stand where `place` says, in its first group; adjacent ones are one.
QStringList literalsIn(const QString& source, const QString& place)
{
    static const QRegularExpression between(QStringLiteral("\"\\s*\""));
    static const QRegularExpression literal(kLiteral);
    QStringList found;
    const QRegularExpression places(place, QRegularExpression::DotMatchesEverythingOption);
    for (auto match = places.globalMatch(source); match.hasNext();) {
        const QString region = match.next().captured(1).remove(between);
        for (auto each = literal.globalMatch(region); each.hasNext();)
            found << each.next().captured(1);
    }
    return found;
}

// What coreSentence looks up of "; {} {} of {} items: {}": its parts.
void addPatterns(Words& words, const QString& literal)
{
    static const QRegularExpression figure(QStringLiteral("\\{[^}]*\\}"));
    static const QRegularExpression letters(QStringLiteral("\\p{L}{2}"));
    for (QString part : literal.split(QStringLiteral("; "), Qt::SkipEmptyParts)) {
        part.replace(figure, QStringLiteral("7"));
        const QString pattern = corePattern(part).pattern;
        if (letters.match(pattern).hasMatch())
            add(words, {pattern.toStdString()});
    }
}

std::vector<std::filesystem::path> filesWithSentences()
{
    std::vector<std::filesystem::path> files{projectFile("core/model/ledger_text.cpp"),
        projectFile("core/model/run_verdict.cpp"),
        projectFile("core/engine/trial/trial_result.cpp"),
        projectFile("core/workload/phases_outcome.h")};
    for (const auto& entry : std::filesystem::directory_iterator(projectFile("core/workload"))) {
        if (entry.path().extension() == ".cpp")
            files.push_back(entry.path());
    }
    return files;
}

// What workloads say, how they name bars and axes, and what results say of their tasks.
Words wordsOfSentences()
{
    const QString statement = QStringLiteral("((?:%1|[^;\"])*);").arg(kLiteral);
    const QStringList places{QStringLiteral("outcome\\.sentence\\s*\\+?=") + statement,
        QStringLiteral("kMeetingBroken\\s*=") + statement,
        QStringLiteral(
            "\n(?:std::string "
            "(?:\\w+::)?(?:sentence(?:For|Of)|shortageText|whyFailed|onceText|ledgerText)|"
            "Told toldOf)\\((.*?)\n\\}"),
        QStringLiteral("xTitle = ((?:%1|[^;{\"])*)").arg(kLiteral),
        QStringLiteral("labels = \\{([^}]*)\\}"),
        QStringLiteral("labels\\.push_back\\(([^;]*);")};
    Words words;
    for (const std::filesystem::path& file : filesWithSentences()) {
        const QString source = QString::fromStdString(contentsOf(file));
        for (const QString& place : places) {
            for (const QString& each : literalsIn(source, place))
                addPatterns(words, each);
        }
    }
    return words;
}

// What became of a task whose worker died, or took too long: "worker 3 (pid 7) exited with status
// 1". What the system says in the middle of an end ("kill: {}") stays in its words.
Words wordsOfDeaths()
{
    const auto inFunction = [](const char* file, const char* function) {
        return literalsIn(QString::fromStdString(contentsOf(projectFile(file))),
            QStringLiteral("\nstd::string \\w+(?:::\\w+)?::%1\\(\\) const\n\\{(.*?)\n\\}")
                .arg(QLatin1String(function)));
    };
    constexpr const char* kEnds = "core/process/process_end.cpp";
    const char* const recovery = "core/engine/trial/recovery.cpp";
    const QStringList ends = inFunction(kEnds, "text")
                                 .filter(QStringLiteral(" "))
                                 .filter(QRegularExpression(QStringLiteral("^(?!.*kill: )")));
    const QString stopped = inFunction(recovery, "end").constFirst();
    QStringList whos{QStringLiteral("the process of thread {} (pid {})")};
    whos += inFunction(recovery, "text").filter(QStringLiteral("(pid {})"));
    Words words;
    for (const QString& limit : literalsIn(QString::fromStdString(contentsOf(projectFile(kEnds))),
             QStringLiteral("\nstd::string ofTheLimitItMet\\([^)]*\\)\n\\{(.*?)\n\\}")))
        addPatterns(words, limit);
    for (const QString& who : std::as_const(whos)) {
        for (const QString& end : ends) {
            addPatterns(words, who + QLatin1Char(' ') + end);
            addPatterns(words, who + QLatin1Char(' ') + stopped + end);
        }
        addPatterns(
            words, QStringLiteral("took longer than {} s; ") + who + QStringLiteral(" was killed"));
    }
    return words;
}

// "the lock", "fork 2".
Words namesOfLocks()
{
    Words words;
    for (const Choice& primitive : choicesOf<Primitive>()) {
        if (primitive.name != nameOf(Primitive::None))
            words.insert("the " + std::string(primitive.name));
    }
    for (const WorkloadInfo& info : workloadInfos()) {
        if (!info.ownLocks.empty())
            words.insert(std::string(info.ownLocks) + " {0}");
    }
    return words;
}

// "2 damaged pictures were salvaged".
Words matterOfPictures()
{
    const QString source = QString::fromStdString(
        contentsOf(projectFile("core/workload/image/picture_outcome.cpp")));
    static const QRegularExpression matter(
        QStringLiteral("Matter\\{%1,\\s*%1,\\s*%1,\\s*%1").arg(kLiteral));
    Words words;
    for (auto match = matter.globalMatch(source); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        for (const int count : {3, 4})
            addPatterns(words, QStringLiteral("{} ") + found.captured(count));
    }
    return words;
}

// Why there is no program that does the same.
Words wordsOfPrograms()
{
    const QString source
        = QString::fromStdString(contentsOf(projectFile("core/code/program_code.cpp")));
    static const QRegularExpression sentence(QStringLiteral("^There is no "));
    Words words;
    for (const QString& each :
        literalsIn(source, QStringLiteral("((?:%1\\s*)+)").arg(kLiteral)).filter(sentence))
        addPatterns(words, each);
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
    words.merge(wordsOfSentences());
    words.merge(wordsOfDeaths());
    words.merge(namesOfLocks());
    words.merge(matterOfPictures());
    words.merge(wordsOfPrograms());
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

TEST(CoreWords, OfSentencesAreFoundInTheSources)
{
    const Words words = wordsOfSentences();
    for (const char* word : {"{0} of {1} items never arrived, {2} arrived more than once",
             "{0} left in the buffer",
             "the meeting is broken: all have arrived, but the count of an arrival was lost",
             "{0} or more",
             "producer {0}",
             "both {0}",
             "phase (one of every {0} is shown)",
             "only {0} of {1} workers could start: {2}",
             "tasks {0} ran again: the signal for a task that took too long hit it",
             "tasks that were cut off may have left something half done"})
        EXPECT_TRUE(words.contains(word)) << word;
    EXPECT_TRUE(namesOfLocks().contains("fork {0}"));
    EXPECT_TRUE(matterOfPictures().contains("{0} damaged pictures were salvaged"));
}

TEST(CoreWords, OfDeathsAreFoundInTheSources)
{
    const Words words = wordsOfDeaths();
    for (const char* word : {"worker {0} (pid {1}) was killed by signal {2} ({3})",
             "the process of thread {0} (pid {1}) exited with status {2}",
             "worker {0} (pid {1}) was stopped ({2}) while others waited, and ended, and how is "
             "not known",
             "took longer than {0} s",
             "it has used the {0} s of a core that it may (ulimit -t)",
             "worker {0} (pid {1}) was killed"})
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
