#include "ui/export/chart_exports.h"

#include "core/base/file.h"
#include "ui/export/about_run.h"
#include "ui/export/picture_dialog.h"
#include "ui/models/in_background.h"
#include "ui/widgets/file_name.h"
#include "ui/widgets/save_prompt.h"

#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QPointer>

namespace interleave::ui {

namespace {

using Written = Result<void, SystemError>;

constexpr QLatin1String kExports("exports");

// Where the name has no ending, it is a PNG.
QString withEnding(const QString& file, const QString& ending)
{
    return QFileInfo(file).suffix().isEmpty() ? file % u'.' % ending : file;
}

PictureWish askForPicture(
    QWidget* parent, const QString& title, const QString& suggestion, const PictureSize& shown)
{
    PictureDialog dialog(title, shown, parent);
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const QString file = askWhereToSave(parent,
        {.caption = ChartExports::tr("Save the picture"),
            .suggestion = suggestion,
            .kinds = {ChartExports::tr("Pictures (*.png)"),
                ChartExports::tr("Vector pictures (*.svg)"),
                ChartExports::tr("PDF (*.pdf)")},
            .purpose = kExports});
    return {.file = file, .size = dialog.size()};
}

} // namespace

ExportPrompts ExportPrompts::dialogs()
{
    return {.table =
                [](QWidget* parent, const QString& suggestion) {
                    return askWhereToSave(parent,
                        {.caption = ChartExports::tr("Save the table"),
                            .suggestion = suggestion,
                            .kinds = {ChartExports::tr("Tables (*.csv)"),
                                ChartExports::tr("All files (*)")},
                            .purpose = kExports});
                },
        .picture = askForPicture};
}

ChartExports::ChartExports(QWidget* window, ExportPrompts prompts)
    : QObject(window)
    , m_window(window)
    , m_prompts(std::move(prompts))
{
    m_thread.setMaxThreadCount(1);
}

ChartExports::~ChartExports()
{
    m_thread.waitForDone();
}

QStringList ChartExports::about() const
{
    return m_run ? aboutRun(*m_run) : QStringList();
}

// While the user is asked the run may go on, and its views may make other charts.
void ChartExports::savePicture(QWidget& chart, const QString& title)
{
    const QPointer<QWidget> still(&chart);
    const PictureWish wish = m_prompts.picture(
        m_window, title, fileNameOf(title) % QStringLiteral(".png"), shownSize(chart));
    if (wish.file.isEmpty())
        return;
    if (still.isNull()) {
        Q_EMIT problem(tr("\"%1\" is not there any more; nothing was saved").arg(title));
        return;
    }
    const QString file = withEnding(wish.file, QStringLiteral("png"));
    const QString format = QFileInfo(file).suffix().toLower();
    if (format != u"png" && format != u"svg" && format != u"pdf") {
        Q_EMIT problem(tr("%1: a picture is .png, .svg or .pdf; give its name one of these endings")
                           .arg(QFileInfo(file).fileName()));
        return;
    }
    write(file, bytesOf(chart, title, wish, format));
}

// Painted now; what is left to do needs no window.
ChartExports::Bytes ChartExports::bytesOf(
    QWidget& chart, const QString& title, const PictureWish& wish, const QString& format) const
{
    if (format == u"svg")
        return [bytes = svgOf(chart, wish.size, title, about())] { return bytes; };
    if (format == u"pdf")
        return [bytes = pdfOf(chart, wish.size, title, about())] { return bytes; };
    return [picture = pictureOf(chart, wish.size), title, about = about()] {
        return pngOf(picture, title, about);
    };
}

void ChartExports::copyPicture(QWidget& chart)
{
    const QImage picture = pictureOf(chart, shownSize(chart));
    if (picture.isNull())
        Q_EMIT problem(noMemory());
    else
        QGuiApplication::clipboard()->setImage(picture);
}

QString ChartExports::noMemory()
{
    return tr("there is no memory for so large a picture; choose fewer pixels");
}

void ChartExports::saveTable(const QString& title, const TextRows& rows)
{
    const QStringList lines = QStringList(title) + about(); // as the rows, before anybody is asked
    const QString file = m_prompts.table(m_window, fileNameOf(title) % QStringLiteral(".csv"));
    if (file.isEmpty())
        return;
    write(withEnding(file, QStringLiteral("csv")),
        [lines, rows] { return csvOf(lines, rows).toUtf8(); });
}

void ChartExports::write(const QString& file, Bytes bytes)
{
    auto* watcher = new QFutureWatcher<Written>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, file] {
        takeOver();
        const Written written = watcher->result();
        if (written)
            Q_EMIT done(tr("saved %1").arg(QFileInfo(file).fileName()));
        else
            Q_EMIT problem(QString::fromStdString(written.error().message));
        watcher->deleteLater();
    });
    watcher->setFuture(inBackground<Written>(
        [path = QFile::encodeName(file).toStdString(), bytes = std::move(bytes)](
            QPromise<Written>& /*promise*/) {
            const std::string text = bytes().toStdString();
            if (text.empty())
                return Written(fail(SystemError::OutOfMemory, noMemory().toStdString()));
            return writeFileAtomically(path, text);
        },
        m_thread));
}

} // namespace interleave::ui
