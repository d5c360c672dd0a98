// What is dropped on the window.

#include "core/base/file.h"
#include "core/workload/image/picture_paths.h"
#include "tests/ui/window_fixture.h"
#include "ui/folder_drop.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

namespace interleave::ui {
namespace {

namespace fs = std::filesystem;

class FolderDropTest : public WindowTest
{
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        fs::create_directory(m_pictures);
        ASSERT_TRUE(writeFileAtomically(m_pictures / "a.png", "x"));
        open();
    }
    // As a file manager does it; whether it was taken.
    bool drop(const QList<QUrl>& urls, QWidget* on)
    {
        const auto* drops = window->findChild<FolderDrop*>();
        const QObject untilLookedAt;
        bool refused = false;
        QObject::connect(drops, &FolderDrop::refused, &untilLookedAt, [&] { refused = true; });
        const bool accepted = isAccepted(urls, on);
        return QTest::qWaitFor([&] { return !drops->busy(); }, kPatienceMs) && accepted && !refused;
    }
    static bool isAccepted(const QList<QUrl>& urls, QWidget* on)
    {
        QMimeData data;
        data.setUrls(urls);
        data.setText(QStringLiteral("file:///some/text"));
        const QPoint middle = on->rect().center();
        QDragEnterEvent enters(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(on, &enters);
        if (!enters.isAccepted())
            return false;
        QDropEvent drops(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(on, &drops);
        return drops.isAccepted();
    }
    static QUrl urlOf(const fs::path& file)
    {
        return QUrl::fromLocalFile(QString::fromStdString(file.string()));
    }
    [[nodiscard]] std::string input() const
    {
        return parameter<std::string>(form().experiment(), "input");
    }

    fs::path m_pictures = folder.path() / "holiday pictures";
};

TEST_F(FolderDropTest, AFolderIsTheInputAndNothingRuns)
{
    ASSERT_NE(form().experiment().workload, WorkloadKind::ImageFilter);
    EXPECT_TRUE(drop({urlOf(m_pictures)}, window.get()));
    EXPECT_EQ(form().experiment().workload, WorkloadKind::ImageFilter);
    EXPECT_EQ(input(), m_pictures.string());
    EXPECT_TRUE(noteSays("holiday pictures is the input; Run filters it"));
    EXPECT_FALSE(running());
    EXPECT_EQ(runs().shown(), nullptr);
}

TEST_F(FolderDropTest, APictureIsTheInput)
{
    EXPECT_TRUE(drop({urlOf(m_pictures / "a.png")}, window.get()));
    EXPECT_EQ(input(), (m_pictures / "a.png").string());
}

TEST_F(FolderDropTest, SeveralPicturesAreAListThatTheFormNames)
{
    const fs::path other = folder.path() / "b.png";
    ASSERT_TRUE(writeFileAtomically(other, "x"));
    const QList<QUrl> both{urlOf(other), urlOf(m_pictures / "a.png")};
    EXPECT_TRUE(drop(both, window.get()));
    const fs::path list = input();
    EXPECT_EQ(readPaths(list).value(), (std::vector{other, m_pictures / "a.png"}));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return noteSays("pictures: 2, a task each: b.png, a.png"); }, kPatienceMs));
    form().setExperiment({});
    EXPECT_TRUE(drop(both, window.get()));
    EXPECT_EQ(input(), list) << "the same files have the same list";
}

TEST_F(FolderDropTest, CanBeUndone)
{
    const Experiment before = form().experiment();
    drop({urlOf(m_pictures)}, window.get());
    form().editActions().front()->trigger();
    EXPECT_EQ(form().experiment(), before);
}

TEST_F(FolderDropTest, LeavesTheOtherFieldsOfTheWorkload)
{
    Experiment images;
    images.workload = WorkloadKind::ImageFilter;
    images.params["filters"] = std::string("median size=5");
    form().setExperiment(images);
    form().setExperiment({});
    EXPECT_TRUE(drop({urlOf(m_pictures)}, window.get()));
    EXPECT_EQ(parameter<std::string>(form().experiment(), "filters"), "median size=5");
}

TEST_F(FolderDropTest, IsTakenOnAFieldOfTextToo)
{
    QLineEdit* tasks = field("tasks");
    const QString before = tasks->text();
    EXPECT_TRUE(drop({urlOf(m_pictures)}, tasks));
    EXPECT_EQ(input(), m_pictures.string());
    EXPECT_FALSE(field("tasks")->text().contains(QStringLiteral("file:")));
}

TEST_F(FolderDropTest, WhatCannotBeDroppedSaysWhy)
{
    const Experiment before = form().experiment();
    EXPECT_FALSE(drop({urlOf(m_pictures / "gone.png")}, window.get()));
    EXPECT_TRUE(noteSays("gone.png is no folder and no file"));
    EXPECT_FALSE(drop({urlOf(m_pictures / "a.png"), urlOf(m_pictures)}, window.get()));
    EXPECT_TRUE(noteSays("holiday pictures is a folder: choose one folder alone"));
    EXPECT_FALSE(drop({QUrl(QStringLiteral("https://example.org/pictures"))}, window.get()));
    EXPECT_TRUE(noteSays("is not on this machine"));
    EXPECT_EQ(form().experiment(), before);
}

TEST_F(FolderDropTest, OfAFileOfARunItSaysWhoTakesIt)
{
    EXPECT_FALSE(drop({urlOf(m_pictures / "run.trace")}, window.get()));
    EXPECT_TRUE(noteSays("File > Open takes it"));
}

TEST_F(FolderDropTest, SaysOnceWhyNothingIsTakenThatHovers)
{
    QMimeData data;
    data.setUrls({urlOf(m_pictures), QUrl(QStringLiteral("https://example.org/pictures"))});
    const auto* drops = window->findChild<FolderDrop*>();
    int refused = 0;
    QObject::connect(drops, &FolderDrop::refused, drops, [&refused] { ++refused; });
    QDragEnterEvent enters(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &enters);
    QDragMoveEvent moves(QPoint(10, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &moves);
    EXPECT_FALSE(moves.isAccepted());
    EXPECT_EQ(refused, 1);
}

TEST_F(FolderDropTest, IsRefusedWhileARunGoesOn)
{
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    EXPECT_FALSE(drop({urlOf(m_pictures)}, window.get()));
    EXPECT_TRUE(noteSays("a run goes on: stop it, then drop it"));
    controller().stop();
    EXPECT_TRUE(waitForEnd());
}

TEST_F(FolderDropTest, IsRefusedWhenARunHasBegunBeforeItIsKnownWhatItIs)
{
    ASSERT_TRUE(isAccepted({urlOf(m_pictures)}, window.get()));
    run(longExperiment());
    ASSERT_TRUE(running());
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return !window->findChild<FolderDrop*>()->busy(); }, kPatienceMs));
    EXPECT_NE(form().experiment().workload, WorkloadKind::ImageFilter);
    EXPECT_TRUE(noteSays("a run goes on"));
    ASSERT_TRUE(waitForTasks());
    controller().stop();
    EXPECT_TRUE(waitForEnd());
}

TEST_F(FolderDropTest, F157_AFolderWhoseNameIsNoUtf8IsDropped)
{
    const fs::path odd = folder.path() / "p\xff";
    fs::create_directory(odd);
    ASSERT_TRUE(writeFileAtomically(odd / "a.png", "x"));
    QUrl url;
    url.setScheme(QStringLiteral("file"));
    url.setPath(QString::fromStdString(odd.string()));
    EXPECT_TRUE(drop({url}, window.get()));
    EXPECT_EQ(input(), odd.string());
}

} // namespace
} // namespace interleave::ui
