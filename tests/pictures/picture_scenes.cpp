// The gallery of pictures: while it fills, when it is full, and one of them large.

#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "tests/pictures/staged_experiments.h"
#include "ui/images/before_after.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_view.h"
#include "ui/images/wipe_picture.h"
#include "ui/models/task_selection.h"
#include "ui/views/run_page.h"

#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QStandardPaths>

#include <array>

namespace interleave::ui {

namespace {

// Debian's, where they are installed (mate-backgrounds).
QStringList photographs()
{
    QStringList found;
    for (const QString& folder : QStandardPaths::locateAll(QStandardPaths::GenericDataLocation,
             QStringLiteral("backgrounds/mate"),
             QStandardPaths::LocateDirectory)) {
        QDirIterator files(
            folder, {QStringLiteral("*.jpg")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            found << files.next();
    }
    found.sort();
    return found;
}

// Else the program's own, by a run that writes them.
QStringList ownPictures(Stage& stage)
{
    const QString folder = stage.file(QStringLiteral("own"));
    QDir().mkpath(folder);
    Experiment experiment = pictures({});
    experiment.tasks = 16;
    experiment.params["output"] = folder.toStdString();
    experiment.params["overwrite"] = true;
    stage.runToEnd(experiment);
    QStringList found;
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files))
        found << file.filePath();
    return found;
}

void writeFile(const QString& name, const QByteArray& bytes)
{
    QFile file(name);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

// Some that cannot be read among them.
QString makeInput(Stage& stage)
{
    const QString folder = stage.file(QStringLiteral("holiday"));
    QDir().mkpath(folder);
    QStringList sources = photographs();
    if (sources.isEmpty())
        sources = ownPictures(stage);
    for (int copy = 0; copy < 2; ++copy) {
        for (const QString& source : sources) {
            const QFileInfo info(source);
            QFile::copy(source,
                folder
                    % (copy == 0 ? QStringLiteral("/%1.%2") : QStringLiteral("/%1 again.%2"))
                          .arg(info.completeBaseName(), info.suffix()));
        }
    }
    QFile first(sources.constFirst());
    if (first.open(QIODevice::ReadOnly))
        writeFile(folder % QStringLiteral("/Cut off.jpg"), first.read(first.size() / 3));
    writeFile(folder % QStringLiteral("/Empty.png"), {});
    return folder;
}

Experiment filtering(Stage& stage, const QString& input)
{
    Experiment experiment = pictures({});
    experiment.tasks.reset();
    experiment.workers = 2;
    experiment.params["input"] = input.toStdString();
    experiment.params["filters"] = std::string("blur sigma=8, sepia");
    const QString output = stage.file(QStringLiteral("results"));
    QDir(output).removeRecursively();
    QDir().mkpath(output);
    experiment.params["output"] = output.toStdString();
    return experiment;
}

PicturesView& showPictures(Stage& stage)
{
    stage.trigger(QStringLiteral("Pictures"));
    return *stage.runPage().findChild<PicturesView*>();
}

void waitForThumbnails(Stage& stage, const PicturesView& view)
{
    stage.waitUntil(QStringLiteral("the thumbnails"), [&] { return view.grid().complete(); });
}

void waitForLarge(Stage& stage, const PicturesView& view)
{
    stage.waitUntil(QStringLiteral("the large picture"), [&] {
        const auto wishes = view.beforeAfter().wishes();
        return std::ranges::all_of(wishes,
            [&](const PictureRequest& wish) { return view.source().find(wish) != nullptr; });
    });
}

void choose(const PicturesView& view, const QString& what, int index)
{
    for (QComboBox* box : view.findChildren<QComboBox*>()) {
        if (box->accessibleName() == what)
            box->setCurrentIndex(index);
    }
}

int rowOf(const PicturesView& view, const QString& name)
{
    for (int row = 0; row < view.model().rowCount(); ++row) {
        if (view.model().nameOf(row) == name)
            return row;
    }
    return 0;
}

void playFilling(Stage& stage, const QString& input)
{
    stage.run(filtering(stage, input));
    PicturesView& view = showPictures(stage);
    stage.waitUntil(QStringLiteral("some pictures"),
        [&] { return view.model().states().counts().done >= 7 || !stage.running(); });
    stage.photograph(QStringLiteral("pictures-running"));
    stage.waitForEnd();
    waitForThumbnails(stage, view);
    stage.photograph(QStringLiteral("pictures-finished"));
    view.grid().setSize(ThumbnailSize::Large);
    waitForThumbnails(stage, view);
    stage.photograph(QStringLiteral("pictures-enlarged"));
    view.grid().setSize(ThumbnailSize::Small);
}

void playStopped(Stage& stage, const QString& input)
{
    stage.run(filtering(stage, input));
    PicturesView& view = showPictures(stage);
    stage.waitUntil(QStringLiteral("some pictures"),
        [&] { return view.model().states().counts().done >= 3 || !stage.running(); });
    stage.trigger(QStringLiteral("&Stop"));
    stage.waitForEnd();
    waitForThumbnails(stage, view);
    stage.photograph(QStringLiteral("pictures-stopped"));
}

void playLarge(Stage& stage)
{
    PicturesView& view = showPictures(stage);
    view.open(5);
    waitForLarge(stage, view);
    waitForThumbnails(stage, view);
    stage.photograph(QStringLiteral("pictures-wipe"));
    choose(view, QStringLiteral("What is compared"), 1);
    waitForLarge(stage, view);
    stage.photograph(QStringLiteral("pictures-difference"));
    view.open(rowOf(view, QStringLiteral("Cut off.jpg")));
    choose(view, QStringLiteral("What is compared"), 0);
    waitForLarge(stage, view);
    stage.photograph(QStringLiteral("pictures-failed"));
    view.open(5);
    stage.trigger(QStringLiteral("T&imeline"));
    stage.photograph(QStringLiteral("pictures-timeline"));
}

void playPictures(Stage& stage)
{
    stage.open();
    const QString input = makeInput(stage);
    playStopped(stage, input);
    playFilling(stage, input);
    playLarge(stage);

    Experiment timing = filtering(stage, input);
    timing.params.erase("output");
    timing.varyWorkers = {1, 2};
    timing.params["filters"] = std::string("sepia"); // of two runs, the quicker
    stage.runToEnd(timing);
    PicturesView& view = showPictures(stage);
    waitForThumbnails(stage, view);
    view.open(5);
    waitForLarge(stage, view);
    waitForThumbnails(stage, view);
    stage.photograph(QStringLiteral("pictures-timing-only"));
}

// All workers at one picture, strip by strip.
void playStrips(Stage& stage)
{
    stage.open();
    Experiment experiment = filtering(stage, makeInput(stage));
    experiment.params["division"] = std::string("strip");
    stage.runToEnd(experiment);
    stage.trigger(QStringLiteral("&Overview"));
    stage.photograph(QStringLiteral("strips-overview"));
    PicturesView& view = showPictures(stage);
    waitForThumbnails(stage, view);
    stage.photograph(QStringLiteral("strips-pictures"));
    view.open(5);
    waitForLarge(stage, view);
    stage.photograph(QStringLiteral("strips-wipe"));
    stage.trigger(QStringLiteral("T&imeline"));
    stage.photograph(QStringLiteral("strips-timeline"));
    experiment.params.erase("output");
    experiment.varyParam = {"division", {"picture", "strip"}};
    experiment.params.erase("division");
    experiment.trials = 3;
    stage.runToEnd(experiment);
    stage.photograph(QStringLiteral("strips-beside-pictures"));
}

} // namespace

std::span<const Scene> pictureScenes()
{
    static constexpr std::array kScenes{
        Scene{"pictures", playPictures}, Scene{"strips", playStrips}};
    return kScenes;
}

} // namespace interleave::ui
