// What can be taken out of the window: pictures and tables of charts and views.

#include "tests/ui/sample_results.h"
#include "tests/ui/window_fixture.h"
#include "ui/charts/core_chart.h"
#include "ui/export/chart_exports.h"
#include "ui/export/chart_menus.h"
#include "ui/export/picture_dialog.h"
#include "ui/view_menu.h"
#include "ui/widgets/recent_files.h"
#include "ui/widgets/save_prompt.h"
#include "ui/widgets/theme.h"

#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSvgRenderer>
#include <QTimer>
#include <QXmlStreamReader>

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>
#include <utility>

namespace interleave::ui {
namespace {

QByteArray contentsOf(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::set<QRgb> coloursOf(const QImage& picture)
{
    std::set<QRgb> colours;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            colours.insert(picture.pixel(x, y));
    }
    return colours;
}

/// What the screen shows of it, but for the buttons that a picture does not have.
QImage withoutButtons(QWidget& view)
{
    std::vector<TableButton*> hidden;
    for (TableButton* button : view.findChildren<TableButton*>()) {
        if (button->isVisible())
            hidden.push_back(button);
    }
    std::ranges::for_each(hidden, &QWidget::hide);
    QImage seen(view.size(), QImage::Format_RGB32);
    view.render(&seen);
    std::ranges::for_each(hidden, &QWidget::show);
    return seen;
}

class ChartExportsTest : public WindowTest
{
protected:
    void openWithRun()
    {
        exports = {.table =
                       [this](QWidget*, const QString& suggestion) {
                           suggested = suggestion;
                           return answer;
                       },
            .picture =
                [this](QWidget*, const QString&, const QString& suggestion, const PictureSize&) {
                    suggested = suggestion;
                    if (meanwhile)
                        meanwhile();
                    return PictureWish{.file = answer, .size = wanted};
                }};
        open();
        runToEnd(counterExperiment(Primitive::Lock));
        press(Qt::Key_1, Qt::ControlModifier);
    }
    /// The chart that is seen and has this name.
    [[nodiscard]] TableButton* table(const char* title) const
    {
        for (TableButton* button : window->findChildren<TableButton*>()) {
            if (button->isVisible() && button->title() == QString::fromUtf8(title))
                return button;
        }
        ADD_FAILURE() << "no chart " << title;
        return nullptr;
    }
    void saveAs(const char* name)
    {
        path = folder.path() / name;
        answer = QString::fromStdString(path.string());
        QSignalSpy ended(window->findChild<ChartExports*>(), &ChartExports::done);
        menuAction(*table("How busy were the cores?")->chart(), "&Save picture…")->trigger();
        EXPECT_TRUE(ended.count() > 0 || ended.wait(kPatienceMs));
    }
    /// What a right click there offers.
    QAction* menuAction(QWidget& chart, const char* text)
    {
        const QPoint place(chart.width() / 2, chart.height() / 2);
        QWidget* under = chart.childAt(place) != nullptr ? chart.childAt(place) : &chart;
        QContextMenuEvent event(QContextMenuEvent::Mouse,
            under->mapFrom(window.get(), chart.mapTo(window.get(), place)),
            chart.mapToGlobal(place));
        QApplication::sendEvent(under, &event);
        QWidget* popup = QApplication::activePopupWidget();
        if (popup == nullptr)
            return nullptr;
        for (QAction* each : popup->actions()) {
            if (each->text() == QString::fromUtf8(text))
                return each;
        }
        return nullptr;
    }

    PictureSize wanted{.pixels = {640, 400}, .magnified = 1};
    QString suggested;
    std::function<void()> meanwhile; // what happens while the user is asked
    std::filesystem::path path;
};

TEST_F(ChartExportsTest, APictureHasTheSizeThatWasAskedForAndSaysOfWhatItIs)
{
    openWithRun();
    saveAs("cores.png");
    EXPECT_EQ(suggested, QStringLiteral("how-busy-were-the-cores.png"));
    const QImage picture(answer);
    EXPECT_EQ(picture.size(), wanted.pixels);
    EXPECT_TRUE(picture.text(QStringLiteral("Description")).contains(QStringLiteral("machine:")));
    EXPECT_TRUE(
        picture.text(QStringLiteral("Description")).contains(QStringLiteral("Shared counter")));
}

TEST_F(ChartExportsTest, APictureIsLightInADarkWindowWhichStaysDark)
{
    applyTheme(Theme::Dark);
    openWithRun();
    saveAs("cores.png");
    const QColor corner = QImage(answer).pixelColor(0, 0);
    EXPECT_EQ(corner, lightTheme().color(QPalette::Window));
    QWidget* chart = table("How busy were the cores?")->chart();
    EXPECT_EQ(chart->palette().color(QPalette::Window), darkTheme().color(QPalette::Window));
    EXPECT_EQ(chart->grab().toImage().pixelColor(0, 0), darkTheme().color(QPalette::Window));
    applyTheme(Theme::Light);
}

TEST(ChartPicture, LeavesTheChartAsItWas)
{
    CoreChart chart;
    chart.resize(480, 400);
    chart.show();
    chart.setSeries(halfBusy(2, 24));
    QApplication::processEvents(); // what it lays out
    const QImage before = chart.grab().toImage();
    const QImage picture = pictureOf(chart, {.pixels = {640, 400}, .magnified = 1});
    EXPECT_EQ(picture.size(), QSize(640, 400));
    QApplication::processEvents();
    EXPECT_EQ(chart.grab().toImage(), before);
}

TEST_F(ChartExportsTest, AVectorPictureIsOfShapesAndLetters)
{
    openWithRun();
    saveAs("cores.svg");
    const QByteArray svg = contentsOf(path);
    QSvgRenderer renderer(svg);
    EXPECT_TRUE(renderer.isValid());
    EXPECT_EQ(renderer.viewBox().size(), wanted.pixels);
    EXPECT_TRUE(svg.contains("<text"));
    EXPECT_TRUE(svg.contains("machine:"));
    QXmlStreamReader reader(svg);
    while (!reader.atEnd())
        reader.readNext();
    EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
}

TEST_F(ChartExportsTest, APdfIsOnePageOfThatSize)
{
    openWithRun();
    saveAs("cores.pdf");
    const QByteArray pdf = contentsOf(path);
    EXPECT_TRUE(pdf.startsWith("%PDF"));
    EXPECT_TRUE(pdf.contains("/MediaBox [0 0 480")) << pdf.left(2'000).toStdString();
}

TEST_F(ChartExportsTest, AnEndingThatIsNoPicturesIsRefused)
{
    openWithRun();
    answer = QString::fromStdString((folder.path() / "cores.bmp").string());
    QSignalSpy problems(window->findChild<ChartExports*>(), &ChartExports::problem);
    menuAction(*table("How busy were the cores?")->chart(), "&Save picture…")->trigger();
    ASSERT_EQ(problems.count(), 1);
    EXPECT_TRUE(problems[0][0].toString().contains(QStringLiteral(".png, .svg or .pdf")));
    EXPECT_FALSE(std::filesystem::exists(answer.toStdString()));
}

TEST_F(ChartExportsTest, AFileThatCannotBeWrittenIsNamed)
{
    openWithRun();
    answer = QString::fromStdString((folder.path() / "missing" / "cores.png").string());
    QSignalSpy problems(window->findChild<ChartExports*>(), &ChartExports::problem);
    menuAction(*table("How busy were the cores?")->chart(), "&Save picture…")->trigger();
    ASSERT_TRUE(problems.count() > 0 || problems.wait(kPatienceMs));
    EXPECT_TRUE(problems[0][0].toString().contains(QStringLiteral("cores.png")));
}

TEST_F(ChartExportsTest, APictureForWhichThereIsNoMemoryLeavesTheOldFile)
{
    openWithRun();
    path = folder.path() / "cores.png";
    answer = QString::fromStdString(path.string());
    std::ofstream(path) << "old";
    wanted.pixels = {2'000'000'000, 2'000'000'000};
    QSignalSpy problems(window->findChild<ChartExports*>(), &ChartExports::problem);
    menuAction(*table("How busy were the cores?")->chart(), "&Save picture…")->trigger();
    ASSERT_TRUE(problems.count() > 0 || problems.wait(kPatienceMs));
    EXPECT_TRUE(problems[0][0].toString().contains(QStringLiteral("no memory")));
    EXPECT_EQ(contentsOf(path), QByteArray("old"));
}

TEST_F(ChartExportsTest, AChartThatGoesWhileTheUserIsAskedIsNotSaved)
{
    openWithRun();
    auto* chart = new QWidget(window.get());
    auto* charts = window->findChild<ChartExports*>();
    meanwhile = [&] { delete chart; };
    answer = QString::fromStdString((folder.path() / "gone.png").string());
    QSignalSpy problems(charts, &ChartExports::problem);
    charts->savePicture(*chart, QStringLiteral("Gone"));
    ASSERT_EQ(problems.count(), 1);
    EXPECT_FALSE(std::filesystem::exists(answer.toStdString()));
}

TEST_F(ChartExportsTest, ATableSaysOfWhichRunAndMachineItIs)
{
    openWithRun();
    answer = QString::fromStdString((folder.path() / "cores").string());
    QSignalSpy ended(window->findChild<ChartExports*>(), &ChartExports::done);
    TableButton* cores = table("How busy were the cores?");
    menuAction(*cores->chart(), "S&ave table…")->trigger();
    ASSERT_TRUE(ended.count() > 0 || ended.wait(kPatienceMs));
    EXPECT_EQ(suggested, QStringLiteral("how-busy-were-the-cores.csv"));
    const QStringList lines
        = QString::fromUtf8(contentsOf(folder.path() / "cores.csv")).split(QLatin1Char('\n'));
    EXPECT_EQ(lines[0], QStringLiteral("# How busy were the cores?"));
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("# experiment: Shared counter · ")));
    EXPECT_TRUE(lines[3].startsWith(QStringLiteral("# machine: ")));
    EXPECT_EQ(lines.size(), static_cast<qsizetype>(cores->numbers().rows.size()) + 6);
}

TEST_F(ChartExportsTest, ATableAndAPictureAreCopied)
{
    openWithRun();
    TableButton* cores = table("How busy were the cores?");
    menuAction(*cores->chart(), "C&opy table")->trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), tabSeparated(plainRows(cores->numbers())));
    menuAction(*cores->chart(), "&Copy picture")->trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->image().size(), cores->chart()->size() * 2);
}

TEST_F(ChartExportsTest, EveryViewOfARunHasAPicture)
{
    applyTheme(Theme::Light);
    openWithRun();
    auto* tabs = window->findChild<QTabWidget*>();
    for (int i = 0; i < tabs->count(); ++i) {
        if (!tabs->isTabVisible(i))
            continue;
        tabs->setCurrentIndex(i);
        QWidget& view = *tabs->currentWidget();
        QImage seen; // when it has computed and laid out what it shows
        EXPECT_TRUE(QTest::qWaitFor(
            [&] {
                const QImage before = std::exchange(seen, withoutButtons(view));
                return seen == before
                    && seen == pictureOf(view, {.pixels = view.size(), .magnified = 1});
            },
            kPatienceMs))
            << tabs->tabText(i).toStdString();
        EXPECT_GT(coloursOf(seen).size(), 2U) << tabs->tabText(i).toStdString();
        ViewMenu menu({}, window.get(), window->findChild<ChartMenus*>(), nullptr);
        menu.fill();
        EXPECT_FALSE(menu.findChildren<QMenu*>().isEmpty()) << tabs->tabText(i).toStdString();
    }
}

TEST(SavePrompt, AsksBeforeAFileIsReplacedWhoseEndingWasNotTyped)
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "cores.csv") << "old";
    QString question;
    QTimer::singleShot(0, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        dialog->setDirectory(QString::fromStdString(folder.path().string()));
        dialog->findChild<QLineEdit*>()->setText(QStringLiteral("cores"));
        QTimer::singleShot(0, [&, dialog] {
            if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                question = box->text();
                box->reject();
            }
            dialog->reject();
        });
        QMetaObject::invokeMethod(dialog, "accept");
    });
    const QString file = askWhereToSave(nullptr,
        {.caption = QStringLiteral("Save"),
            .suggestion = QStringLiteral("table.csv"),
            .kinds = {QStringLiteral("Tables (*.csv)"), QStringLiteral("All files (*)")}});
    EXPECT_TRUE(question.contains(QStringLiteral("cores.csv"))) << question.toStdString();
    EXPECT_EQ(file, QString());
}

// Answers the dialog that is open when the window gets to its events, and says where it began.
void answerDialog(const QString& folder, QString& began)
{
    QTimer::singleShot(0, [folder, &began] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        began = dialog->directory().path();
        if (!folder.isEmpty())
            dialog->setDirectory(folder);
        QMetaObject::invokeMethod(dialog, "accept");
    });
}

TEST(SavePrompt, ReturnsToTheFolderOfTheLastExportAndLeavesTheRecentFilesAlone)
{
    QSettings().clear();
    const TemporaryFolder folder;
    const QString place = QString::fromStdString(folder.path().string());
    QString began;
    const auto ask = [&](const QString& at) {
        answerDialog(at, began);
        return ExportPrompts::dialogs().table(nullptr, QStringLiteral("cores.csv"));
    };
    EXPECT_EQ(ask(place), place + QStringLiteral("/cores.csv"));
    EXPECT_NE(began, place);
    EXPECT_EQ(ask({}), place + QStringLiteral("/cores.csv"));
    EXPECT_EQ(began, place);
    EXPECT_TRUE(RecentFiles::files().isEmpty());
}

TEST(PictureDialogTest, OffersTheSizesThatAreUsualAndAnyOther)
{
    PictureDialog dialog(QStringLiteral("Cores"), {.pixels = {1200, 600}, .magnified = 2}, nullptr);
    EXPECT_EQ(dialog.size(), (PictureSize{.pixels = {1200, 600}, .magnified = 2}));
    dialog.findChild<QSpinBox*>()->setValue(1'000'000);
    EXPECT_EQ(dialog.size().pixels, QSize(kMostPixels, 600));
    auto* sizes = dialog.findChild<QComboBox*>();
    sizes->setCurrentIndex(1);
    Q_EMIT sizes->activated(1);
    EXPECT_EQ(dialog.size(), (PictureSize{.pixels = {1920, 1080}, .magnified = 2}));
}

TEST(Csv, QuotesWhatAReaderWouldTakeForAnEnd)
{
    EXPECT_EQ(csvOf({QStringLiteral("two\nlines")},
                  {{QStringLiteral("a,b"), QStringLiteral("say \"x\"")},
                      {QStringLiteral("#1"), QStringLiteral("plain")}}),
        QStringLiteral("# two lines\n\"a,b\",\"say \"\"x\"\"\"\n\"#1\",plain\n"));
}

} // namespace
} // namespace interleave::ui
