// What is said of a collision is read to its end, also where its picture has the least room.

#include "tests/ui/cut_texts.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/sample_history.h"
#include "ui/evidence/collision_picture.h"
#include "ui/evidence/lost_updates_view.h"
#include "ui/evidence/update_selection.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QTest>

namespace interleave::ui {
namespace {

constexpr QSize kSmallPage(738, 380); // of a window of 800 by 600
constexpr std::uint32_t kSomeOf = 12;

std::string cutIn(QWidget& widget)
{
    return cutTexts(widget).join(QLatin1Char('\n')).toStdString();
}

TEST(CollisionTexts, AreWholeInAnyRowOfASmallPage)
{
    const auto history = sampleHistory();
    LostUpdatesView view;
    view.setLow(true);
    view.resize(kSmallPage);
    view.show();
    view.setHistory(history);
    auto& selection = *view.findChild<UpdateSelection*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return selection.row().has_value(); }, kPatienceMs));
    EXPECT_LE(view.minimumSizeHint().width(), kSmallPage.width());
    EXPECT_LE(view.minimumSizeHint().height(), kSmallPage.height());
    const auto rows = static_cast<std::uint32_t>(history->lost().size());
    for (std::uint32_t row = 0; row < rows; row += rows / kSomeOf) {
        selection.select(row);
        QCoreApplication::processEvents();
        EXPECT_EQ(cutIn(view), "") << row;
    }
}

TEST(CollisionTexts, AreWholeWithNumbersOfEightDigitsInTheSmallestPicture)
{
    constexpr std::uint32_t kMany = 99'000'000;
    const auto history = sampleHistory();
    CollisionPicture picture;
    picture.resize(picture.minimumSizeHint());
    picture.show();
    for (std::uint32_t row = 0; row < history->lost().size(); row += 3) {
        Collision collision = history->collision(row, 1);
        collision.sharedRead += kMany;
        for (LaneUpdate* update : {&collision.chosen, &collision.first, &collision.collider})
            update->read += kMany;
        for (auto* lane : {&collision.firstLane, &collision.colliderLane}) {
            for (LaneUpdate& update : *lane)
                update.read += kMany;
        }
        picture.setCollision(collision, {});
        EXPECT_EQ(cutIn(picture), "") << row;
    }
}

} // namespace
} // namespace interleave::ui
