// What is counted has the form of its number: 1 trial, 2 trials. resources/translations has the
// forms; lupdate writes there which texts need them (ui/README.md).

#include "tests/ui/cut_texts.h"
#include "tests/ui/project_file.h"
#include "tests/ui/window_fixture.h"
#include "tests/ui/window_words.h"
#include "ui/timeline/task_text.h"
#include "ui/views/run_page.h"
#include "ui/widgets/format.h"

#include <gmock/gmock.h>

#include <QLabel>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <filesystem>
#include <set>
#include <vector>

namespace interleave::ui {
namespace {

using testing::ContainerEq;
using testing::IsEmpty;
using testing::SizeIs;

std::filesystem::path fileOfForms()
{
    return projectFile("resources/translations/interleave_en.ts");
}

struct CountedText
{
    QByteArray context;
    QByteArray source;
    QStringList forms;
};

std::vector<CountedText> countedTexts(const std::filesystem::path& file)
{
    std::vector<CountedText> texts;
    QByteArray context;
    QXmlStreamReader xml(QString::fromStdString(contentsOf(file)));
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText().toUtf8();
        else if (xml.name() == QLatin1String("source"))
            texts.push_back({context, xml.readElementText().toUtf8(), {}});
        else if (xml.name() == QLatin1String("numerusform"))
            texts.back().forms << xml.readElementText();
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return texts;
}

// In whatever order: a function may move.
std::set<std::string> namesOf(const std::vector<CountedText>& texts)
{
    std::set<std::string> names;
    for (const CountedText& text : texts)
        names.insert(text.context.toStdString() + ": " + text.source.toStdString());
    return names;
}

TEST(Plurals, AreThoseOfTheSources)
{
    const QTemporaryDir folder;
    const std::string copy = folder.filePath(QStringLiteral("interleave_en.ts")).toStdString();
    std::filesystem::copy_file(fileOfForms(), copy);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QString::fromStdString(projectFile("").string()));
    lupdate.start(QStringLiteral(INTERLEAVE_LUPDATE),
        {QStringLiteral("-pluralonly"),
            QStringLiteral("-no-obsolete"),
            QStringLiteral("-locations"),
            QStringLiteral("none"),
            QStringLiteral("-I"),
            QStringLiteral("."),
            QStringLiteral("ui"),
            QStringLiteral("-ts"),
            QString::fromStdString(copy)});
    ASSERT_TRUE(lupdate.waitForFinished());
    ASSERT_EQ(lupdate.exitCode(), 0) << lupdate.readAllStandardError().toStdString();
    EXPECT_THAT(namesOf(countedTexts(copy)), ContainerEq(namesOf(countedTexts(fileOfForms()))))
        << "run lupdate as ui/README.md says, and fill in the forms";
}

TEST(Plurals, AreThereForEveryCount)
{
    const std::vector<CountedText> texts = countedTexts(fileOfForms());
    ASSERT_FALSE(texts.empty());
    for (const CountedText& text : texts) {
        SCOPED_TRACE(text.source.toStdString());
        ASSERT_THAT(text.forms, SizeIs(2));
        for (const int count : {0, 1, 2, 1'000}) {
            const QString said
                = QCoreApplication::translate(text.context, text.source, nullptr, count);
            EXPECT_EQ(said, text.forms[count == 1 ? 0 : 1]);
            EXPECT_FALSE(said.isEmpty());
            EXPECT_FALSE(hasOpenPlural(said));
        }
    }
}

TEST(Plurals, StandWithTheNumberAsTheWindowWritesIt)
{
    const auto said = [](std::uint32_t tasks) {
        return columnText({.tasks = tasks}, 1'000, 1).section(QLatin1Char('\n'), 0, 0);
    };
    EXPECT_EQ(said(0), QStringLiteral("0 tasks ended in this pixel (1.00 µs)"));
    EXPECT_EQ(said(1), QStringLiteral("1 task ended in this pixel (1.00 µs)"));
    EXPECT_EQ(said(2), QStringLiteral("2 tasks ended in this pixel (1.00 µs)"));
    EXPECT_EQ(said(1'000), QStringLiteral("1,000 tasks ended in this pixel (1.00 µs)"));
}

TEST(Plurals, OfCountsThatQtHasNoNumberForFollowTheLastDigits)
{
    EXPECT_EQ(pluralOf(std::uint64_t{999'999'999}), 999'999'999);
    EXPECT_EQ(pluralOf(std::uint64_t{18'000'000'000'000'000'021U}), 1'000'000'021);
    EXPECT_EQ(pluralOf(std::int64_t{5'000'000'001}), 1'000'000'001);
}

class PluralsOfTheWindow : public WindowTest
{
};

TEST_F(PluralsOfTheWindow, AreThereInEveryTextOfARunOfOne)
{
    open();
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.tasks = 1;
    experiment.workers = 1;
    runToEnd(experiment);
    QStringList words = wordsIn(*window);
    EXPECT_TRUE(words.filter(QStringLiteral("1 task")).filter(QStringLiteral("1 trial")).size() > 0)
        << words.join(QLatin1Char('\n')).toStdString();
    words.removeIf([](const QString& text) { return !hasOpenPlural(text); });
    EXPECT_THAT(words, IsEmpty());
}

TEST_F(PluralsOfTheWindow, ThatAreMissingAreFoundInWhatIsPainted)
{
    QLabel label(QStringLiteral("3 trial(s)"));
    label.show();
    EXPECT_THAT(cutTexts(label), SizeIs(1));
    label.setText(QStringLiteral("time (s)"));
    label.adjustSize();
    EXPECT_THAT(cutTexts(label), IsEmpty());
}

} // namespace
} // namespace interleave::ui
