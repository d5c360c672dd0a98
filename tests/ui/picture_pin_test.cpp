// The picture that is selected is the task that is pinned.

#include "tests/ui/pictures_view_fixture.h"

namespace interleave::ui {
namespace {

class PicturePinTest : public PicturesViewTest
{
};

TEST_F(PicturePinTest, PinsTheTaskOfThePictureThatIsSelectedAndTheOtherWayRound)
{
    open(16, 16);
    grid().setCurrentIndex(view.model().index(5));
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, 5U);
    EXPECT_EQ(selection.pinned()->worker, view.model().states()[5].worker);
    selection.pin(TaskPlace{9, 0, {}});
    EXPECT_EQ(grid().currentRow(), 9);
    selection.pin(std::nullopt);
    EXPECT_FALSE(grid().selectionModel()->hasSelection());
}

TEST_F(PicturePinTest, SelectsAPinnedTaskAgainAfterEscape)
{
    open(16, 16);
    selection.pin(TaskPlace{9, 0, {}});
    grid().clearSelection(); // as Escape does
    selection.pin(TaskPlace{9, 0, {}});
    EXPECT_TRUE(grid().selectionModel()->isSelected(view.model().index(9)));
}

TEST_F(PicturePinTest, UnpinsTheTaskWithTheSelection)
{
    open(16, 16);
    grid().setCurrentIndex(view.model().index(5));
    ASSERT_TRUE(selection.pinned());
    grid().clearSelection(); // as Escape does
    EXPECT_FALSE(selection.pinned());
}

TEST_F(PicturePinTest, PinsNothingForAPictureThatWaits)
{
    open(16, 4);
    grid().setCurrentIndex(view.model().index(2));
    ASSERT_TRUE(selection.pinned());
    grid().setCurrentIndex(view.model().index(12));
    EXPECT_FALSE(selection.pinned());
    EXPECT_EQ(grid().currentRow(), 12);
}

} // namespace
} // namespace interleave::ui
