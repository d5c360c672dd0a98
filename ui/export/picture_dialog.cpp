#include "ui/export/picture_dialog.h"

#include "ui/widgets/format.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr QSize kSlide(1920, 1080);
constexpr QSize kLargeSlide(3840, 2160);
constexpr QSize kPaper(1600, 1000);
constexpr double kMagnifications[]{1, 1.5, 2, 3, 4};

} // namespace

PictureDialog::PictureDialog(const QString& title, const PictureSize& shown, QWidget* parent)
    : QDialog(parent)
    , m_sizes(new QComboBox(this))
    , m_width(makePixels(tr("Width in pixels"), shown.pixels.width()))
    , m_height(makePixels(tr("Height in pixels"), shown.pixels.height()))
    , m_magnified(new QComboBox(this))
{
    setWindowTitle(tr("Picture: %1").arg(title));
    m_sizes->setAccessibleName(tr("Usual sizes"));
    addSize(tr("As on the screen, twice as sharp"), shown);
    addSize(tr("Slide"), {.pixels = kSlide, .magnified = 2});
    addSize(tr("Slide, sharp"), {.pixels = kLargeSlide, .magnified = 4});
    addSize(tr("Paper"), {.pixels = kPaper, .magnified = 2});
    m_magnified->setAccessibleName(tr("How large letters and lines are"));
    for (const double each : kMagnifications)
        m_magnified->addItem(tr("%1 × the screen's").arg(plainNumber(each)), each);
    take(shown);
    connect(m_sizes, &QComboBox::activated, this, [this](int at) {
        take(m_sizes->itemData(at).value<PictureSize>());
    });
    auto* words = new QLabel(
        tr("PNG, SVG or PDF: by the ending of the file's name. Always in the light colours."),
        this);
    words->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* save = buttons->addButton(tr("&Save…"), QDialogButtonBox::AcceptRole);
    save->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* fields = new QFormLayout;
    fields->addRow(tr("S&ize"), m_sizes);
    fields->addRow(tr("&Width (pixels)"), m_width);
    fields->addRow(tr("&Height (pixels)"), m_height);
    fields->addRow(tr("&Letters"), m_magnified);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(fields);
    layout->addWidget(words);
    layout->addWidget(buttons);
}

QSpinBox* PictureDialog::makePixels(const QString& name, int pixels)
{
    auto* box = new QSpinBox(this);
    box->setRange(kLeastPixels, kMostPixels);
    box->setValue(pixels);
    box->setAccessibleName(name);
    return box;
}

void PictureDialog::addSize(const QString& name, const PictureSize& size)
{
    m_sizes->addItem(
        tr("%1 (%2 × %3)").arg(name).arg(size.pixels.width()).arg(size.pixels.height()),
        QVariant::fromValue(size));
}

void PictureDialog::take(const PictureSize& size)
{
    m_width->setValue(size.pixels.width());
    m_height->setValue(size.pixels.height());
    m_magnified->setCurrentIndex(m_magnified->findData(size.magnified));
}

PictureSize PictureDialog::size() const
{
    return {.pixels = {m_width->value(), m_height->value()},
        .magnified = m_magnified->currentData().toDouble()};
}

} // namespace interleave::ui
