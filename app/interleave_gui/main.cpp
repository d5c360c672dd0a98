// interleave-gui: the window.

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/base/standard_streams.h"
#include "core/base/system_error.h"
#include "ui/config/experiment_store.h"
#include "ui/main_window.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/translation.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QStringList>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kBadUsage = 2; // as of the command line
constexpr int kNoWindow = 3;

// Started by `interleave` it speaks as that.
const char* programName = "interleave-gui";

int complain(QString message)
{
    while (message.endsWith(QLatin1Char('.')))
        message.chop(1);
    std::fprintf(stderr,
        "%s: %s; see interleave-gui --help\n",
        programName,
        interleave::shownBothEnds(message.toStdString()).c_str());
    return kBadUsage;
}

// What Qt says while it looks for a screen.
QStringList& saidMeanwhile()
{
    static QStringList said;
    return said;
}

std::string remedyForNoWindow()
{
    constexpr const char* kChosen = "QT_QPA_PLATFORM";
    const QByteArray chosen = qgetenv(kChosen);
    if (chosen.isEmpty())
        return "set DISPLAY or WAYLAND_DISPLAY to a screen that can be reached";
    return std::string(kChosen) + " is '" + interleave::shown(chosen.toStdString())
        + "': unset it, or set it to xcb or wayland, and DISPLAY or WAYLAND_DISPLAY to a screen "
          "that can be reached";
}

// Where there is no screen Qt has a page of advice and abort().
void tellWhyNoWindow(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type != QtFatalMsg) {
        saidMeanwhile() << message.simplified();
        return;
    }
    const QString why = saidMeanwhile().isEmpty() ? message.section(QLatin1Char('\n'), 0, 0)
                                                  : saidMeanwhile().constFirst();
    std::fprintf(stderr,
        "%s: cannot open a window: %s; %s, or use 'interleave run'\n",
        programName,
        qUtf8Printable(why),
        remedyForNoWindow().c_str());
    std::_Exit(kNoWindow);
}

// Nothing but these needs no screen.
bool asksForText(int argc, char** argv)
{
    constexpr std::array<std::string_view, 5> kTexts{
        "-h", "--help", "--help-all", "-v", "--version"};
    const std::vector<std::string_view> arguments(argv, argv + argc);
    const auto end = std::ranges::find(arguments, "--");
    return std::find_first_of(arguments.begin(), end, kTexts.begin(), kTexts.end()) != end;
}

std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv)
{
    if (asksForText(argc, argv))
        return std::make_unique<QCoreApplication>(argc, argv);
    ::qInstallMessageHandler(tellWhyNoWindow);
    auto application = std::make_unique<QApplication>(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Interleave"));
    ::qInstallMessageHandler(nullptr);
    for (const QString& message : saidMeanwhile())
        qWarning("%s", qUtf8Printable(message));
    return application;
}

// Nobody looks whether what is printed arrives before the end.
void checkOutput()
{
    constexpr int kNotWritten = 3; // as of the command line
    if (std::ferror(stdout) == 0 && std::fflush(stdout) == 0)
        return;
    std::fprintf(stderr,
        "%s: %s\n",
        programName,
        interleave::describeErrno("write standard output", errno).message.c_str());
    std::_Exit(kNotWritten);
}

int print(const QString& text)
{
    std::fputs(qUtf8Printable(text), stdout);
    return 0;
}

// Qt would stand in the opening of what is none, before there is a window.
std::string problemOfSettings()
{
    const QString file = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/interleave/interleave.conf");
    const auto opened = interleave::openRegularFile(QFile::encodeName(file).toStdString());
    return opened || opened.error().kind != interleave::SystemError::NotAFile
        ? std::string()
        : opened.error().message;
}

int runWindow(int argc, char** argv)
{
    using namespace interleave::ui;
    if (argc > 0 && std::filesystem::path(argv[0]).filename() == "interleave")
        programName = "interleave";
    interleave::occupyClosedStandardStreams();
    std::atexit(checkOutput);
    // A message that nobody reads any more does not end the window.
    std::signal(SIGPIPE, SIG_IGN);
    // A file that may not grow any more (ulimit -f) is an error that the window tells, not its end.
    std::signal(SIGXFSZ, SIG_IGN);
    // Ignored by whoever started us it would keep from the window how its engine ended.
    std::signal(SIGCHLD, SIG_DFL);
    const auto application = makeApplication(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("interleave"));
    QApplication::setApplicationName(QStringLiteral("interleave"));
    QApplication::setApplicationVersion(QStringLiteral(INTERLEAVE_VERSION));
    installTranslation();

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
    if (parser.isSet(help) || parser.isSet(QStringLiteral("help-all")))
        return print(parser.helpText().replace(
            QCoreApplication::arguments().constFirst(), QStringLiteral("interleave-gui")));
    if (parser.isSet(version))
        return print(QStringLiteral("interleave-gui " INTERLEAVE_VERSION "\n"));
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return complain(QApplication::translate("main", "it opens one file at a time"));

    if (const std::string problem = problemOfSettings(); !problem.empty())
        return complain(QString::fromStdString(problem));
    applyTheme(static_cast<Theme>(QSettings().value(QStringLiteral("window/theme"), 0).toInt()));
    const QString engine = QApplication::applicationDirPath() + QStringLiteral("/interleave");
    MainWindow window(
        {.engineProgram = engine.toStdString(), .storeFile = ExperimentStore::defaultFile()});
    if (!files.isEmpty())
        window.openFile(files.constFirst());
    window.show();
    const int status = QApplication::exec();
    // It has said why, or stands still.
    return files.isEmpty() || window.couldOpen() ? status : kBadUsage;
}

} // namespace

int main(int argc, char** argv)
{
    constexpr int kFailed = 3;
    try {
        return runWindow(argc, argv);
    } catch (const std::bad_alloc&) {
        std::fprintf(stderr,
            "%s: %s\n",
            programName,
            interleave::describeNoMemory("what the window shows").c_str());
        return kFailed;
    }
}
