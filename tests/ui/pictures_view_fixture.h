// The view of pictures with the real service, on a recording that grows by hand.
#pragma once

#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "ui/images/before_after.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_view.h"
#include "ui/images/wipe_picture.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"

#include <gtest/gtest.h>

#include <QPainter>
#include <QSettings>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace interleave::ui {

class PicturesViewTest : public testing::Test
{
protected:
    /// So many tasks, whose pictures are in turn eight files.
    void open(std::uint64_t tasks, std::uint64_t done)
    {
        std::vector<Picture> pictures;
        for (std::uint64_t task = 0; task < tasks; ++task)
            pictures.push_back({picture(static_cast<int>(task % 8)), ""});
        list = std::make_shared<const PictureList>(
            *PictureList::make({.pictures = std::move(pictures)}));
        run = std::make_unique<test::SyntheticRun>(test::SyntheticSpec{
            .tasks = tasks, .workers = 2, .failedOneIn = 0, .lockOneIn = 0, .deathOneIn = 0});
        run->append(done);
        const std::shared_ptr<const Recording> recording = run->recording();
        model.setRecording(recording, true);
        experiment.workload = WorkloadKind::ImageFilter;
        experiment.params["input"] = folder.path().string();
        experiment.params["filters"] = std::string("grayscale");
        view.start(&experiment);
        view.setPictures(list);
        view.beginTrial(recording);
        view.resize(900, 600);
        view.show();
        view.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
    }
    std::filesystem::path picture(int number)
    {
        const auto file = folder.path() / ("picture " + std::to_string(number) + ".png");
        if (std::filesystem::exists(file))
            return file;
        QImage image(320, 240, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(number * 40, 255, 255));
        EXPECT_TRUE(image.save(QString::fromStdString(file.string())));
        return file;
    }
    bool awaitThumbnails() const
    {
        return QTest::qWaitFor([this] { return grid().complete(); }, kPatienceMs);
    }
    bool awaitLarge() const
    {
        return QTest::qWaitFor(
            [this] {
                return std::ranges::all_of(
                    view.beforeAfter().wishes(), [&](const PictureRequest& wish) {
                        return view.source().find(wish) != nullptr;
                    });
            },
            kPatienceMs);
    }
    [[nodiscard]] PictureGrid& grid() const { return view.grid(); }
    [[nodiscard]] QColor colourOf(int row) const
    {
        const QRect cell = grid().visualRect(view.model().index(row));
        return grid().viewport()->grab().toImage().pixelColor(
            (cell.topLeft() + QPoint(cell.width() / 2, cell.height() / 3))
            * grid().devicePixelRatioF());
    }
    /// The upper left quarter of its cell.
    [[nodiscard]] QImage cornerOf(int row) const
    {
        const QRect cell = grid().visualRect(view.model().index(row));
        return grid().viewport()->grab({cell.topLeft(), cell.size() / 2}).toImage();
    }
    /// The gallery without this one of its cells.
    [[nodiscard]] QImage aroundCell(int row) const
    {
        QPixmap pixels = grid().viewport()->grab();
        QPainter(&pixels).fillRect(grid().visualRect(view.model().index(row)), Qt::black);
        return pixels.toImage();
    }

    struct NoSettings
    {
        NoSettings() { QSettings().clear(); }
    };
    NoSettings noSettings; // before the view is made
    TemporaryFolder folder;
    Experiment experiment;
    std::shared_ptr<const PictureList> list;
    TimeView timeView;
    TaskSelection selection;
    TimelineModel model{&timeView, &selection};
    std::unique_ptr<test::SyntheticRun> run;
    PicturesView view{&model, nullptr, INTERLEAVE_PROGRAM};
};

} // namespace interleave::ui
