// interleave-gui: the window.

#include "core/base/file.h"
#include "core/base/least_stack.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/base/standard_streams.h"
#include "core/base/system_error.h"
#include "core/base/thread_safety.h"
#include "core/history/history_folder.h"
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

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kBadUsage = 2; // as of the command line
constexpr int kNoWindow = 3;
constexpr int kFailed = 3;

// Started by `interleave` it speaks as that.
const char* programName = "interleave-gui";

int complain(std::string_view message, int status)
{
    return interleave::Messages(programName).complain(message, status);
}

int refuse(QString message)
{
    while (message.endsWith(QLatin1Char('.')))
        message.chop(1);
    return complain(
        interleave::shownBothEnds(message.toStdString()) + "; see interleave-gui --help",
        kBadUsage);
}

// What Qt says while there is a window, from any of its threads.
void tell(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    static interleave::Mutex oneAtATime;
    static interleave::Messages messages INTERLEAVE_GUARDED_BY(oneAtATime)(programName);
    const std::string text = qFormatLogMessage(type, context, message).toStdString();
    const interleave::MutexLock lock(oneAtATime);
    messages.say(text);
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
    return fmt::format("{} is '{}': unset it, or set it to xcb or wayland, and DISPLAY or "
                       "WAYLAND_DISPLAY to a screen that can be reached",
        kChosen,
        interleave::shown(chosen.toStdString()));
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
    std::_Exit(complain("cannot open a window: " + why.toStdString() + "; " + remedyForNoWindow()
            + ", or use 'interleave run'",
        kNoWindow));
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
    if (asksForText(argc, argv)) {
        ::qInstallMessageHandler(tell);
        return std::make_unique<QCoreApplication>(argc, argv);
    }
    ::qInstallMessageHandler(tellWhyNoWindow);
    auto application = std::make_unique<QApplication>(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Interleave"));
    ::qInstallMessageHandler(tell);
    for (const QString& message : saidMeanwhile())
        qWarning("%s", qUtf8Printable(message));
    return application;
}

// Nobody looks whether what is printed arrives before the end.
void checkOutput()
{
    if (std::ferror(stdout) == 0 && std::fflush(stdout) == 0)
        return;
    std::_Exit(
        complain(interleave::describeErrno("write standard output", errno).message, kFailed));
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

void prepareProcess(int argc, char** argv)
{
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
}

// Fills `files`; or has done all that was asked for, with that exit status.
std::optional<int> readArguments(QStringList& files)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Shows what real processes do."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
        QApplication::translate("main", "An experiment or a recording to open"),
        QStringLiteral("[file]"));
    if (!parser.parse(QApplication::arguments()))
        return refuse(parser.errorText());
    if (parser.isSet(help) || parser.isSet(QStringLiteral("help-all")))
        return print(parser.helpText().replace(
            QCoreApplication::arguments().constFirst(), QStringLiteral("interleave-gui")));
    if (parser.isSet(version))
        return print(QStringLiteral("interleave-gui " INTERLEAVE_VERSION "\n"));
    files = parser.positionalArguments();
    if (files.size() > 1)
        return refuse(QApplication::translate("main", "it opens one file at a time"));
    return std::nullopt;
}

int showWindow(const QStringList& files)
{
    using namespace interleave::ui;
    applyTheme(static_cast<Theme>(QSettings().value(QStringLiteral("window/theme"), 0).toInt()));
    const QString engine = QApplication::applicationDirPath() + QStringLiteral("/interleave");
    MainWindow window({.engineProgram = engine.toStdString(),
        .storeFile = ExperimentStore::defaultFile(),
        .historyFolder = interleave::usualHistoryFolder()});
    if (!files.isEmpty())
        window.openFile(files.constFirst());
    window.show();
    const int status = QApplication::exec();
    // It has said why, or stands still.
    return files.isEmpty() || window.couldOpen() ? status : kBadUsage;
}

int runWindow(int argc, char** argv)
{
    prepareProcess(argc, argv);
    if (const auto can = interleave::checkStack(); !can)
        return complain(can.error().message, kFailed);
    const auto application = makeApplication(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("interleave"));
    QApplication::setApplicationName(QStringLiteral("interleave"));
    QApplication::setApplicationVersion(QStringLiteral(INTERLEAVE_VERSION));
    interleave::ui::installTranslation();
    QStringList files;
    if (const auto done = readArguments(files))
        return *done;
    if (const std::string problem = problemOfSettings(); !problem.empty())
        return refuse(QString::fromStdString(problem));
    return showWindow(files);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return runWindow(argc, argv);
    } catch (const std::bad_alloc&) {
        return complain(interleave::describeNoMemory("what the window shows"), kFailed);
    }
}
