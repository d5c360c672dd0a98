// interleave-gui: the window.

#include "ui/config/experiment_store.h"
#include "ui/main_window.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

#include <csignal>
#include <cstdio>

namespace {

constexpr int kBadUsage = 2; // as of the command line

int complain(const QString& message)
{
    std::fprintf(
        stderr, "interleave-gui: %s; see interleave-gui --help\n", qUtf8Printable(message));
    return kBadUsage;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace interleave::ui;
    // A file that may not grow any more (ulimit -f) is an error that the window tells, not its end.
    std::signal(SIGXFSZ, SIG_IGN);
    // Ignored by whoever started us it would keep from the window how its engine ended.
    std::signal(SIGCHLD, SIG_DFL);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("interleave"));
    QApplication::setApplicationName(QStringLiteral("interleave"));
    QApplication::setApplicationDisplayName(QStringLiteral("Interleave"));
    QApplication::setApplicationVersion(QStringLiteral(INTERLEAVE_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Shows what real processes do."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
        QApplication::translate("main", "An experiment or a recording to open"),
        QStringLiteral("[file]"));
    if (!parser.parse(QApplication::arguments()))
        return complain(parser.errorText());
    if (parser.isSet(help))
        parser.showHelp();
    if (parser.isSet(version))
        parser.showVersion();
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return complain(QApplication::translate("main", "it opens one file at a time"));

    applyTheme(static_cast<Theme>(QSettings().value(QStringLiteral("window/theme"), 0).toInt()));
    const QString engine = QApplication::applicationDirPath() + QStringLiteral("/interleave");
    MainWindow window(
        {.engineProgram = engine.toStdString(), .storeFile = ExperimentStore::defaultFile()});
    const bool opened = files.isEmpty() || window.openFile(files.constFirst());
    window.show();
    const int status = QApplication::exec();
    return opened ? status : kBadUsage; // the window has said why
}
