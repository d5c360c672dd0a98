#include "ui/images/go_on_offer.h"

#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>

namespace interleave::ui {

namespace {

// Known where the log has all.
std::optional<std::uint64_t> doneOf(const PictureStates& states)
{
    const auto& recording = states.recording();
    const bool hasAll
        = recording && recording->eventCounts().dropped == 0 && states.size() == states.all();
    return hasAll ? std::optional<std::uint64_t>(states.counts().done) : std::nullopt;
}

QString leftSentence(std::uint64_t left, std::uint64_t all, bool someFailed)
{
    return (someFailed ? GoOnOffer::tr("Pictures that are left, with those that failed: %1 of %2")
                       : GoOnOffer::tr("Pictures that are left: %1 of %2"))
        .arg(formatCount(left), formatCount(all));
}

} // namespace

GoOnOffer::GoOnOffer(const QAction* run, QWidget* parent)
    : QWidget(parent)
    , m_left(new NoteLabel(this))
    , m_goOn(new QPushButton(tr("Go on with the batch"), this))
{
    m_left->setAccessibleName(tr("What is left of the batch"));
    m_goOn->setToolTip(tr("Filters the pictures that have no result in the output folder yet; "
                          "those that are done stay as they are."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_left, 1);
    layout->addWidget(m_goOn);
    connect(m_goOn, &QPushButton::clicked, this, &GoOnOffer::taken);
    if (run == nullptr)
        return;
    m_goOn->setEnabled(run->isEnabled());
    connect(run, &QAction::enabledChanged, m_goOn, &QPushButton::setEnabled);
}

void GoOnOffer::offer(const PictureStates& states, const std::optional<PictureAccount>& account)
{
    const std::uint64_t pictures = account ? account->total : states.all();
    const auto done = account ? std::optional(account->filtered) : doneOf(states);
    setVisible(done != pictures);
    m_left->setNote(NoteKind::Hint,
        done ? leftSentence(pictures - *done, pictures, states.counts().failed > 0)
             : tr("How many pictures are left is not known"));
}

QString GoOnOffer::sentence() const
{
    return m_left->text();
}

} // namespace interleave::ui
