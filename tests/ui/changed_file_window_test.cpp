// A recording that somebody else changes while the window shows it.

#include "tests/ui/window_fixture.h"

#include <filesystem>
#include <fstream>

namespace interleave::ui {
namespace {

class ChangedFileWindowTest : public WindowTest
{
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        file = folder.path() / "run.trace";
        answer = QString::fromStdString(file.string());
        open();
        runToEnd(counterExperiment(Primitive::None));
        press(Qt::Key_E, Qt::ControlModifier);
        ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved "); }, kPatienceMs));
        open();
        openByKey();
        ASSERT_TRUE(noteSays("opened run.trace"));
    }

    std::filesystem::path file;
};

TEST_F(ChangedFileWindowTest, F71_AFileThatIsShortenedIsToldAndTheWindowLives)
{
    std::filesystem::resize_file(file, 4'096);
    EXPECT_TRUE(QTest::qWaitFor([this] { return noteSays("run.trace has changed"); }, kPatienceMs));
    window->repaint(); // reads what is gone
    EXPECT_TRUE(window->isVisible());
}

TEST_F(ChangedFileWindowTest, F71_AFileThatIsWrittenAnewIsTold)
{
    std::ofstream(file) << std::string(100'000, 'x');
    EXPECT_TRUE(QTest::qWaitFor([this] { return noteSays("run.trace has changed"); }, kPatienceMs));
}

} // namespace
} // namespace interleave::ui
