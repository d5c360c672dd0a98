// interleave-pictures FOLDER [SCENE]: writes a picture of the real window in every state, light and
// dark, in four sizes.

#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "ui/widgets/translation.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>

#include <cstdio>
#include <exception>

namespace {

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
    const QApplication application(argc, argv);
    interleave::ui::installTranslation();
    if (argc != 2 && argc != 3) {
        std::fprintf(stderr, "usage: interleave-pictures FOLDER [SCENE]\n");
        return 2;
    }
    return takePictures(
        QString::fromLocal8Bit(argv[1]), argc == 3 ? QString::fromLocal8Bit(argv[2]) : QString());
}
