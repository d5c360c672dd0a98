// The window's tests: no screen, no trace in the user's home, and a warning of Qt is a failed test.
#include "ui/widgets/theme.h"
#include "ui/widgets/translation.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QTemporaryDir>

#include <cstdio>

namespace {

// The offscreen platform says so of every window with a minimum size, of tool tips and of menus; it
// means nothing to us.
bool isNoise(const QString& message)
{
    return message.contains(QStringLiteral("does not support propagateSizeHints"))
        || message.contains(QStringLiteral("does not support raise"))
        || message.contains(QStringLiteral("does not support grabbing"));
}

void failOnWarning(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    std::fprintf(stderr, "%s\n", qPrintable(message));
    if (type != QtDebugMsg && type != QtInfoMsg && !isNoise(message))
        ADD_FAILURE() << "Qt warns: " << qPrintable(message);
}

} // namespace

int main(int argc, char** argv)
{
    const QTemporaryDir home;
    const QByteArray path = home.path().toLocal8Bit();
    for (const char* name :
        {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(name, path);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");

    testing::InitGoogleTest(&argc, argv);
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("interleave-tests"));
    interleave::ui::installTranslation();
    interleave::ui::applyTheme(interleave::ui::Theme::Light);
    qInstallMessageHandler(failOnWarning);
    return RUN_ALL_TESTS();
}
