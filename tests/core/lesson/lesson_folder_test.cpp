// The lessons of a folder, and the program's own.

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/lesson/lesson_folder.h"
#include "tests/core/lesson/sample_lesson.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace interleave {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TEST(LessonFolder, HasItsLessonsInTheOrderOfTheirNumbers)
{
    const TemporaryFolder folder;
    for (const char* name : {"02-second.md", "01-first.md", "notes.txt"})
        ASSERT_TRUE(writeFileAtomically(folder.path() / name, test::kSampleLesson));
    std::vector<std::string> names;
    for (const LessonFile& file : lessonsIn(folder.path()))
        names.push_back(file.name);
    EXPECT_THAT(names, ElementsAre("first", "second"));
}

TEST(LessonFolder, ShowsTheOthersWhereOneIsWrong)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(writeFileAtomically(folder.path() / "1-wrong.md", "no lesson"));
    ASSERT_TRUE(writeFileAtomically(folder.path() / "2-right.md", test::kSampleLesson));
    ASSERT_TRUE(writeFileAtomically(folder.path() / "3-huge.md", std::string(10'000'000, 'x')));
    std::filesystem::create_directory(folder.path() / "4-folder.md");
    const auto lessons = lessonsIn(folder.path());
    ASSERT_THAT(lessons, SizeIs(4));
    EXPECT_FALSE(lessons[0].lesson);
    EXPECT_TRUE(lessons[1].lesson);
    EXPECT_FALSE(lessons[2].lesson);
    EXPECT_THAT(joinProblems(lessons[3].lesson.error(), "4"), HasSubstr("4-folder.md"));
}

TEST(LessonFolder, MayBeMissing)
{
    EXPECT_THAT(lessonsIn("/nowhere"), SizeIs(0));
}

// What the schema says of a field the reader holds to, and the other way round.
TEST(LessonSchema, SaysWhatIsRead)
{
    const auto file = std::filesystem::path(SOURCE_FOLDER) / "resources/schemas/lesson.schema.json";
    const Json schema = parseJson(readFile(file, kMaxJsonBytes).value(), "schema").value();
    std::set<std::string> fields;
    for (const auto& [name, field] : schema.at("properties").items()) {
        fields.insert(name);
        const std::string value = field.at("type") == "integer" ? "1" : "some words";
        std::string all;
        for (const auto& other : schema.at("required"))
            all += other == name ? "" : other.get<std::string>() + ": words\n";
        const std::string lesson = test::with(test::kSampleLesson,
            "title: A counter\nabout: What becomes of updates.\nminutes: 5\n",
            all);
        EXPECT_TRUE(lessonIn(test::with(lesson, "---\n", "---\n" + name + ": " + value + "\n")))
            << name;
        const auto required = schema.at("required").get<std::set<std::string>>();
        EXPECT_EQ(lessonIn(lesson).has_value(), !required.contains(name)) << name;
    }
    EXPECT_THAT(fields, testing::ElementsAre("about", "minutes", "title"));
    EXPECT_FALSE(lessonIn(test::with(test::kSampleLesson, "minutes:", "hours:")));
}

TEST(OwnLessons, AreAllWrittenAsTheyShouldBe)
{
    const auto lessons = lessonsIn(std::filesystem::path(SOURCE_FOLDER) / "resources/lessons");
    EXPECT_GE(lessons.size(), 16U);
    for (const LessonFile& file : lessons)
        EXPECT_TRUE(file.lesson) << joinProblems(file.lesson.error(), file.path.string());
}

} // namespace
} // namespace interleave
