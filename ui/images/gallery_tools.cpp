#include "ui/images/gallery_tools.h"

#include "ui/images/picture_grid.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace interleave::ui {

GalleryTools::GalleryTools(PictureGrid* grid, QWidget* parent)
    : QWidget(parent)
    , m_grid(grid)
    , m_sentence(new Heading(TextSize::Title, {}, this))
    , m_side(new QComboBox(this))
    , m_size(new QComboBox(this))
{
    m_sentence->setAccessibleName(tr("How far the pictures are"));
    m_sentence->setWordWrap(true);
    m_side->setAccessibleName(tr("Which pictures are shown"));
    m_side->addItems({tr("results"), tr("originals")});
    m_size->setAccessibleName(tr("How large the pictures of the gallery are"));
    m_size->setToolTip(tr("How large the pictures are (keys + and -, or the wheel with Ctrl)"));
    m_size->addItems({tr("small"), tr("medium"), tr("large")}); // as ThumbnailSize
    m_size->setCurrentIndex(static_cast<int>(grid->size()));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_side);
    layout->addWidget(m_size);
    connectGrid();
}

void GalleryTools::connectGrid()
{
    connect(m_side, &QComboBox::currentIndexChanged, this, &GalleryTools::showSide);
    connect(m_size, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_grid->setSize(static_cast<ThumbnailSize>(index));
    });
    connect(m_grid, &PictureGrid::sizeChanged, this, [this](ThumbnailSize size) {
        m_size->setCurrentIndex(static_cast<int>(size));
    });
}

void GalleryTools::setSentence(const QString& sentence)
{
    m_sentence->setText(withWholeNumbers(sentence));
}

QString GalleryTools::sentence() const
{
    return m_sentence->text();
}

void GalleryTools::offerSides(bool hasResults)
{
    m_hasResults = hasResults;
    const QSignalBlocker quiet(m_side);
    m_side->setCurrentIndex(0);
    m_side->setVisible(hasResults);
    showSide();
}

void GalleryTools::showSide()
{
    const bool results = m_hasResults && m_side->currentIndex() == 0;
    m_grid->setSide(results ? PictureSide::Result : PictureSide::Input);
}

} // namespace interleave::ui
