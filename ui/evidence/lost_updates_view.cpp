#include "ui/evidence/lost_updates_view.h"

#include "ui/evidence/collision_picture.h"
#include "ui/evidence/history_numbers.h"
#include "ui/evidence/history_tree.h"
#include "ui/evidence/lost_update_list.h"
#include "ui/evidence/update_selection.h"
#include "ui/evidence/update_text.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/folding_splitter.h"
#include "ui/widgets/format.h"
#include "ui/widgets/gestures.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/number_table.h"
#include "ui/widgets/state_hint.h"

#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QStringList>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr int kListWidth = 430; // of the smallest usual window
constexpr int kPictureWidth = 500;
constexpr int kLinesOfWords = 4; // beside the list, in the smallest usual window
constexpr std::uint32_t kAround = 1; // updates before and after the collision
constexpr double kSuspicious = 0.1; // of the collisions at the log's pages

QWidget* framed(const QString& question, Numbers numbers, std::initializer_list<QWidget*> parts)
{
    auto* frame = new QWidget;
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(titleWithTable(question, std::move(numbers), frame));
    for (QWidget* part : parts)
        layout->addWidget(
            part, part->sizePolicy().verticalPolicy() == QSizePolicy::Expanding ? 1 : 0);
    return frame;
}

QString lostSentence(const EvidenceResult& evidence)
{
    const int plural = pluralOf(evidence.operations);
    if (evidence.lost == 0)
        return LostUpdatesView::tr("%1 logged update(s), none of them lost", nullptr, plural)
            .arg(formatCount(evidence.operations));
    return LostUpdatesView::tr(
        "%1 logged update(s), of which %2 were lost, each known by name", nullptr, plural)
        .arg(formatCount(evidence.operations), formatCount(evidence.lost));
}

// Of those that were lost.
QString overwriterSentence(const EvidenceResult& evidence)
{
    if (evidence.overwriterExact == 0)
        return LostUpdatesView::tr("which update overwrote them is known of none exactly");
    return LostUpdatesView::tr("which update overwrote it is known exactly of %1")
        .arg(formatPercent(
            static_cast<double>(evidence.overwriterExact) / static_cast<double>(evidence.lost)));
}

} // namespace

QString evidenceSentence(const EvidenceResult& evidence)
{
    if (!evidence.doubt.empty())
        return LostUpdatesView::tr("The logs prove nothing: %1")
            .arg(QString::fromStdString(evidence.doubt));
    QStringList parts{lostSentence(evidence),
        evidence.agrees ? LostUpdatesView::tr("as many as the counter says")
                        : LostUpdatesView::tr("✕ the counter says another number")};
    if (evidence.unsettled > 0)
        parts << LostUpdatesView::tr(
            "%1 more, in which workers died, are in doubt", nullptr, pluralOf(evidence.unsettled))
                     .arg(formatCount(evidence.unsettled));
    if (evidence.collisions > 0)
        parts << LostUpdatesView::tr(
            "%1 collision(s), the worst cost %2", nullptr, pluralOf(evidence.collisions))
                     .arg(formatCount(evidence.collisions), formatCount(evidence.mostVictims));
    if (evidence.lost > 0)
        parts << overwriterSentence(evidence);
    if (evidence.atLogPages > kSuspicious)
        parts << LostUpdatesView::tr(
            "⚠ %1 of the collisions lie at the edges of the log's own pages")
                     .arg(formatPercent(evidence.atLogPages));
    return parts.join(QStringLiteral(" · "));
}

LostUpdatesView::LostUpdatesView(QWidget* parent)
    : QWidget(parent)
    , m_selection(new UpdateSelection(this))
    , m_hint(new StateHint(this))
    , m_summary(new NoteLabel(this))
    , m_list(new LostUpdateList(m_selection))
    , m_collision(new CollisionPicture)
    , m_words(new QLabel)
    , m_tree(new HistoryTree(m_selection))
    , m_content(makeContent())
{
    setAccessibleName(tr("Lost updates"));
    m_summary->setAccessibleName(tr("What the logs prove"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(m_hint);
    layout->addWidget(m_summary);
    layout->addWidget(m_content, 1);
    connect(m_selection, &UpdateSelection::changed, this, &LostUpdatesView::showSelected);
    start({});
}

QWidget* LostUpdatesView::makeContent()
{
    m_words->setAccessibleName(tr("The collision in words"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_words->setMinimumHeight(kLinesOfWords * fontMetrics().lineSpacing()); // nothing jumps
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* right = new QSplitter(Qt::Vertical);
    right->addWidget(framed(
        tr("Who wrote over whom?"), [this] { return collisionOf(); }, {m_words, m_collision}));
    m_growth
        = framed(tr("How did the value grow?"), [this] { return m_tree->numbers(); }, {m_tree});
    right->addWidget(m_growth);
    right->setChildrenCollapsible(false);
    right->setStretchFactor(0, 0);
    right->setStretchFactor(1, 1);
    auto* split = new FoldingSplitter(this);
    split->addWidget(m_list);
    addGesture(*m_list, tr("Search"), {Qt::Key_Slash}, [this] { m_list->focusFilter(); });
    split->addWidget(right);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({kListWidth, kPictureWidth});
    return split;
}

void LostUpdatesView::start(const Experiment& experiment)
{
    setHistory(nullptr);
    m_summary->setNote(NoteKind::Hint, {});
    m_hint->showEmpty(experiment.evidence
            ? tr("Every lost update will be here by name when the trial has ended.")
            : tr(
                "Switch on Name every lost update, under Evidence and delay, and run: each will be "
                "here with who overwrote it."));
}

void LostUpdatesView::setHistory(std::shared_ptr<const UpdateHistory> history)
{
    m_selection->select(std::nullopt);
    m_history = std::move(history);
    m_list->setHistory(m_history);
    m_tree->setHistory(m_history);
    showContent(m_history != nullptr && !m_history->lost().empty());
    showSelected();
}

void LostUpdatesView::setTrial(const Experiment& experiment, const TrialResult& trial)
{
    if (!trial.evidence) {
        if (experiment.evidence)
            m_hint->showEmpty(tr("This trial was not logged."));
        return;
    }
    const EvidenceResult& evidence = *trial.evidence;
    const bool doubtful = !evidence.doubt.empty() || !evidence.agrees;
    m_summary->setNote(doubtful ? NoteKind::Warning : NoteKind::Hint, evidenceSentence(evidence));
    if (!m_history && evidence.lost > 0)
        m_hint->showEmpty(tr("The logs of this trial were not kept."));
    if (!doubtful && evidence.lost == 0)
        m_hint->showEmpty(
            (experiment.trials > 1 ? tr("This trial lost no update: all %1 are in the counter.",
                 nullptr,
                 pluralOf(evidence.operations))
                                   : tr("No update was lost: all %1 are in the counter.",
                                       nullptr,
                                       pluralOf(evidence.operations)))
                .arg(formatCount(evidence.operations)));
}

void LostUpdatesView::setUnknown()
{
    setHistory(nullptr);
    m_hint->showEmpty(tr("Not known: the run did not reach its end."));
}

void LostUpdatesView::setMissing(const QString& why)
{
    m_hint->showEmpty(why);
}

bool LostUpdatesView::clearSelection()
{
    const bool any = m_content->isVisible() && m_selection->row();
    if (any)
        m_selection->select(std::nullopt);
    return clearTables(*this) || any;
}

void LostUpdatesView::showContent(bool shown)
{
    m_hint->setVisible(!shown);
    m_content->setVisible(shown);
}

void LostUpdatesView::setLow(bool low)
{
    m_growth->setVisible(!low);
}

void LostUpdatesView::showSelected()
{
    const auto row = m_selection->row();
    if (!m_history || !row) {
        m_words->clear();
        m_collision->setCollision(std::nullopt, {});
        return;
    }
    const QString words = collisionText(*m_history, *row);
    m_words->setText(words);
    m_collision->setCollision(m_history->collision(*row, kAround), words);
}

NumberTable LostUpdatesView::collisionOf() const
{
    const auto row = m_selection->row();
    return m_history && row ? collisionNumbers(m_history->collision(*row, kAround)) : NumberTable{};
}

void LostUpdatesView::keyPressEvent(QKeyEvent* event)
{
    if (!triggerGesture(*m_list, *event))
        QWidget::keyPressEvent(event);
}

} // namespace interleave::ui
