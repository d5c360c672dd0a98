// What a task did one after the other, on the timeline.

#include "core/workload/image/picture_times.h"
#include "tests/ui/timeline_fixture.h"
#include "ui/timeline/part_shades.h"
#include "ui/timeline/timeline_legend.h"
#include "ui/widgets/palette.h"

#include <QComboBox>

namespace interleave::ui {
namespace {

// Two tasks: a picture of 100 µs, and one that tells nothing.
class TimelinePartsTest : public TimelineTest
{
protected:
    static constexpr std::uint64_t kBegin = 1'000'000;
    static constexpr int kCores[] = {0};

    void openPictures(bool told = true)
    {
        writer.emplace(
            *RecordingWriter::create({.clock = Clock::fromHeader(ClockSource::Monotonic, 1),
                .tasks = 2,
                .cores = kCores,
                .experimentText = R"({"workload": "image-filter"})"}));
        writer->header().beginTicks = kBegin;
        Recorder recorder(*writer, 0);
        recorder.waited({kBegin + 96'000, kBegin + 98'000, 0, 0, 0, EventKind::Wait, {}}, false);
        const auto part = [&](PicturePart which, std::uint64_t from, std::uint64_t to) {
            const auto number = static_cast<std::uint16_t>(which);
            if (told)
                recorder.note({kBegin + from, kBegin + to, 0, 0, number, EventKind::Part, {}});
        };
        part(PicturePart::Decode, 0, 20'000);
        part(PicturePart::Filter, 20'000, 70'000);
        part(PicturePart::Encode, 70'000, 95'000);
        recorder.taskEnded({kBegin, kBegin + 100'000, 0, 0, 0, EventKind::Task, {}});
        recorder.taskEnded({kBegin + 100'000, kBegin + 150'000, 1, 0, 0, EventKind::Task, {}});
        writer->header().endTicks = kBegin + 150'000;
        model.setRecording(
            std::make_shared<const Recording>(*Recording::open(writer->descriptor())), false);
        show();
        ASSERT_TRUE(QTest::qWaitFor([this] { return model.complete(); }, kPatienceMs));
    }
    [[nodiscard]] QPointF placeAt(double ns) const { return {rows().scale().xOf(ns), 8}; }
    /// Below its number.
    [[nodiscard]] QColor colorAt(double ns) const
    {
        const int x = static_cast<int>(rows().scale().xOf(ns));
        return rows().grab().toImage().pixelColor(x, rowHeight() - 6);
    }
    [[nodiscard]] QString legend() const
    {
        return view.findChild<TimelineLegend*>()->currentWidget()->accessibleDescription();
    }
    void chooseColors(int index) const
    {
        named<QComboBox>("What the colours mean")->setCurrentIndex(index);
    }

    std::optional<RecordingWriter> writer;
};

TEST_F(TimelinePartsTest, ATipNamesThePartUnderThePointer)
{
    openPictures();
    const auto lastLine
        = [&](double ns) { return view.hoverText(placeAt(ns)).section(QLatin1Char('\n'), -1); };
    EXPECT_EQ(lastLine(10'000), QStringLiteral("decoding 20.0 µs"));
    EXPECT_EQ(lastLine(50'000), QStringLiteral("filtering 50.0 µs"));
    EXPECT_EQ(lastLine(90'000), QStringLiteral("encoding 25.0 µs"));
    const QString after = view.hoverText(placeAt(98'000));
    EXPECT_EQ(after, view.hoverText(placeAt(10'000)).section(QLatin1Char('\n'), 0, 0));
    EXPECT_FALSE(view.hoverText(placeAt(120'000)).contains(QLatin1Char('\n')));
}

TEST_F(TimelinePartsTest, TheDetailsOfATaskHaveTheTimeOfEach)
{
    openPictures();
    QTest::mouseClick(&rows(), Qt::LeftButton, {}, placeAt(50'000).toPoint());
    EXPECT_EQ(fact("Pinned task", "decoding"), QStringLiteral("20.0 µs"));
    EXPECT_EQ(fact("Pinned task", "filtering"), QStringLiteral("50.0 µs"));
    EXPECT_EQ(fact("Pinned task", "encoding"), QStringLiteral("25.0 µs"));
}

TEST_F(TimelinePartsTest, AreDrawnInsideOfTheTaskWhereColoursAreStates)
{
    openPictures();
    const QColor working = colorOf(Meaning::Working, view.palette());
    for (const int rowKind : {0, 1}) {
        named<QComboBox>("What a row is")->setCurrentIndex(rowKind);
        EXPECT_EQ(colorAt(120'000), working);
        EXPECT_EQ(colorAt(50'000), working);
        EXPECT_EQ(colorAt(10'000).rgb(), amountColor(kDecodingAmount, view.palette()).rgb());
        EXPECT_EQ(colorAt(80'000).rgb(), amountColor(kEncodingAmount, view.palette()).rgb());
    }
    named<QComboBox>("What a row is")->setCurrentIndex(0);
    chooseColors(1);
    EXPECT_EQ(colorAt(10'000), working);
    EXPECT_EQ(colorAt(80'000), working);
}

TEST_F(TimelinePartsTest, AreInTheLegendOnlyWhereTasksHaveThem)
{
    openPictures();
    EXPECT_TRUE(legend().contains(QStringLiteral("decoding"))) << legend().toStdString();
    EXPECT_TRUE(legend().contains(QStringLiteral("no core")));
    named<QComboBox>("What a row is")->setCurrentIndex(1);
    EXPECT_TRUE(legend().contains(QStringLiteral("encoding")));
    EXPECT_FALSE(legend().contains(QStringLiteral("no core")));
    named<QComboBox>("What a row is")->setCurrentIndex(0);
    openPictures(false);
    EXPECT_FALSE(legend().contains(QStringLiteral("decoding"))) << legend().toStdString();
}

} // namespace
} // namespace interleave::ui
