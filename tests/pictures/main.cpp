// interleave-pictures FOLDER [SCENE]: writes a picture of the real window in every state, light and
// dark, in four sizes, and of presentations on two screens.

#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "ui/widgets/translation.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <exception>

namespace {

// Where nothing is on a real screen: a usual one, and a small one beside it for presentations.
void useTwoScreens(const QString& folder)
{
    if (qgetenv("QT_QPA_PLATFORM") != "offscreen")
        return;
    const QString place = folder + QStringLiteral("/screens.json");
    QFile file(place);
    if (!file.open(QFile::WriteOnly))
        return;
    file.write(R"({"synchronousWindowSystemEvents": false, "windowFrameMargins": true, "screens": [
{"name": "usual", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
{"name": "small", "x": 1920, "y": 0, "width": 1024, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}
)");
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + place.toLocal8Bit());
}

int takePictures(const QString& folder, const QString& scene)
{
    using namespace interleave::ui;
    if (!QDir().mkpath(folder)) {
        std::fprintf(
            stderr, "interleave-pictures: cannot make the folder %s\n", qPrintable(folder));
        return 1;
    }
    const QString engine = QApplication::applicationDirPath() + QStringLiteral("/interleave");
    try {
        Stage stage(folder, engine.toStdString());
        play(stage, scene);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "interleave-pictures: %s\n", error.what());
        return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QTemporaryDir home; // the user's own settings stay as they are
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    useTwoScreens(home.path());
    const QApplication application(argc, argv);
    interleave::ui::installTranslation();
    if (argc != 2 && argc != 3) {
        std::fprintf(stderr, "usage: interleave-pictures FOLDER [SCENE]\n");
        return 2;
    }
    return takePictures(
        QString::fromLocal8Bit(argv[1]), argc == 3 ? QString::fromLocal8Bit(argv[2]) : QString());
}
