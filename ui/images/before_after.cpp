#include "ui/images/before_after.h"

#include "ui/images/pictures_text.h"
#include "ui/images/wipe_picture.h"
#include "ui/widgets/format.h"
#include "ui/widgets/gestures.h"
#include "ui/widgets/heading.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

// No more than a screen has; in steps, so that a window that is made larger does not ask anew for
// every pixel.
constexpr int kBoxStep = 256;
constexpr int kMostWide = 2560;
constexpr int kMostHigh = 1536;

int boxed(double pixels, int most)
{
    const int steps = static_cast<int>(pixels) / kBoxStep + 1;
    return std::min(steps * kBoxStep, most);
}

} // namespace

BeforeAfter::BeforeAfter(PictureSource* source, QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_name(new Heading(TextSize::Title, {}, this))
    , m_state(new QLabel(this))
    , m_what(new QComboBox(this))
    , m_close(new QToolButton(this))
    , m_picture(new WipePicture(this))
    , m_note(new QLabel(this))
{
    setAccessibleName(tr("before and after"));
    m_name->setAccessibleName(tr("Which picture"));
    m_name->setWordWrap(true);
    m_state->setAccessibleName(tr("What became of it"));
    m_state->setWordWrap(true);
    m_note->setAccessibleName(tr("About this picture"));
    m_note->setWordWrap(true);
    m_what->setAccessibleName(tr("What is compared"));
    m_what->addItems({tr("before and after"), tr("difference to one worker")});
    m_what->setToolTip(
        tr("The difference is that of the result in its file from the same filters, applied once "
           "more to the whole picture by one process and written in the same format."));
    m_close->setText(tr("Close"));
    m_close->setToolTip(tr("Shows the gallery alone (Esc)"));
    makeLayout();
    connectParts();
}

void BeforeAfter::connectParts()
{
    connect(m_close, &QToolButton::clicked, this, &BeforeAfter::closed);
    addGesture(*m_picture, tr("Next picture"), {Qt::Key_Down}, [this] { Q_EMIT stepped(1); });
    addGesture(*m_picture, tr("Picture before"), {Qt::Key_Up}, [this] { Q_EMIT stepped(-1); });
    connect(m_what, &QComboBox::currentIndexChanged, this, [this] {
        setAccessibleName(m_what->currentText());
        showPictures();
        Q_EMIT wishesChanged();
    });
    connect(m_source, &PictureSource::arrived, this, [this](const PictureRequest& wish) {
        if (wish.task == m_shown.task && isVisible())
            showPictures();
    });
}

void BeforeAfter::makeLayout()
{
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_what);
    tools->addStretch(1);
    tools->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_name);
    layout->addWidget(m_state);
    layout->addLayout(tools);
    layout->addWidget(m_picture, 1);
    layout->addWidget(m_note);
}

void BeforeAfter::setCompared(const ComparedPictures& compared)
{
    m_compared = compared;
    m_what->setCurrentIndex(Wipe);
    m_what->setVisible(compared.hasDifference);
}

void BeforeAfter::show(const LargePicture& picture)
{
    const bool same
        = picture.task == m_shown.task && picture.done == m_shown.done && m_box == box();
    if (same && picture == m_shown)
        return;
    m_shown = picture;
    m_name->setText(picture.name);
    m_state->setText(withWholeNumbers(picture.state));
    fitBox();
    showPictures();
    if (!same)
        Q_EMIT wishesChanged();
}

PictureBox BeforeAfter::box() const
{
    const double scale = m_picture->devicePixelRatioF();
    return {boxed(m_picture->width() * scale, kMostWide),
        boxed(m_picture->height() * scale, kMostHigh)};
}

PictureRequest BeforeAfter::wishFor(PictureSide side) const
{
    return {m_shown.task, side, m_box};
}

const ShownPicture* BeforeAfter::find(PictureSide side) const
{
    const ShownPicture* fitting = m_source->find(wishFor(side));
    return fitting != nullptr ? fitting : m_source->find({m_shown.task, side, m_boxBefore});
}

PictureSide BeforeAfter::afterSide() const
{
    return m_compared.hasResults ? PictureSide::Result : PictureSide::Filtered;
}

bool BeforeAfter::showsDifference() const
{
    return m_what->currentIndex() == Difference && m_compared.hasDifference;
}

std::vector<PictureRequest> BeforeAfter::wishes() const
{
    if (!m_shown.done)
        return {wishFor(PictureSide::Input)};
    if (showsDifference())
        return {wishFor(PictureSide::Difference)};
    return {wishFor(PictureSide::Input), wishFor(afterSide())};
}

QString BeforeAfter::note() const
{
    return m_note->text();
}

void BeforeAfter::showPictures()
{
    if (m_shown.done && showsDifference())
        showDifference();
    else
        showWipe();
}

void BeforeAfter::showWipe()
{
    const ShownPicture* before = find(PictureSide::Input);
    const ShownPicture* after = m_shown.done ? find(afterSide()) : nullptr;
    const auto imageOf
        = [](const ShownPicture* side) { return side == nullptr ? QImage() : side->image; };
    const auto problemOf = [this](const ShownPicture* side) {
        return side == nullptr ? QString() : withoutName(side->problem, m_name->text());
    };
    if (m_shown.done) {
        m_picture->setBefore(imageOf(before), problemOf(before));
        m_picture->setAfter(imageOf(after), problemOf(after));
    } else {
        m_picture->setOnly(imageOf(before), problemOf(before), tr("before; there is no result"));
    }
    m_note->setText(wipeNote(before, after));
}

QString BeforeAfter::wipeNote(const ShownPicture* before, const ShownPicture* after) const
{
    QStringList sentences;
    const bool isHere = before != nullptr && !before->image.isNull();
    if (isHere)
        sentences << reducedSentence(*before);
    if (isHere && after != nullptr && !after->image.isNull() && after->full != before->full)
        sentences << resultSizeSentence(*after);
    if (m_shown.done && !m_compared.hasResults)
        sentences << tr("The run keeps no results: what is seen as after was filtered once more, "
                        "for this view.");
    return sentences.join(QLatin1Char(' '));
}

void BeforeAfter::showDifference()
{
    const ShownPicture* difference = find(PictureSide::Difference);
    if (difference == nullptr || difference->image.isNull()) {
        m_picture->setOnly({},
            difference == nullptr ? QString() : withoutName(difference->problem, m_name->text()),
            tr("difference"));
        return m_note->setText(difference == nullptr
                ? tr("It is filtered once more by one process, and compared pixel by pixel.")
                : QString());
    }
    m_picture->setOnly(difference->image,
        {},
        difference->differing == 0 ? tr("no difference") : tr("the brighter, the more it differs"));
    m_note->setText(differenceSentence(*difference));
}

void BeforeAfter::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (box() == m_box)
        return;
    fitBox();
    Q_EMIT wishesChanged();
}

// What came meanwhile.
void BeforeAfter::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    showPictures();
}

void BeforeAfter::fitBox()
{
    if (const PictureBox now = box(); now != m_box)
        m_boxBefore = std::exchange(m_box, now);
}

} // namespace interleave::ui
