#include "ui/evidence/update_text.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

struct UpdateText
{
    Q_DECLARE_TR_FUNCTIONS(UpdateText)
};

QString rangeText(const LostUpdate& update)
{
    return UpdateText::tr("one of the updates that wrote %1 to %2")
        .arg(formatCount(update.overwriterLow), formatCount(update.overwriterHigh));
}

QString overwrittenSentence(const UpdateHistory& history, const LostUpdate& update)
{
    const QString lost = updateTitle({update.worker, update.sequence});
    switch (update.known) {
    case OverwriterKnown::Exactly:
        return UpdateText::tr("%1 was overwritten by %2.")
            .arg(lost, updateTitle(history.survivor(update.overwriterLow)));
    case OverwriterKnown::Process:
        return UpdateText::tr("%1 was overwritten by worker %2: %3.")
            .arg(lost, formatCount(update.overwriterWorker + 1), rangeText(update));
    case OverwriterKnown::Range:
        return UpdateText::tr("%1 was overwritten by %2.").arg(lost, rangeText(update));
    }
    return {};
}

} // namespace

QString updateTitle(OperationName name)
{
    return UpdateText::tr("update %1 of worker %2")
        .arg(formatCount(name.sequence + 1), formatCount(name.worker + 1));
}

QString updateName(OperationName name)
{
    return UpdateText::tr("worker %1 #%2")
        .arg(formatCount(name.worker + 1), formatCount(name.sequence + 1));
}

QString overwriterText(const UpdateHistory& history, const LostUpdate& update)
{
    const QString candidates = formatCount(update.overwriterHigh - update.overwriterLow + 1);
    switch (update.known) {
    case OverwriterKnown::Exactly:
        return updateName(history.survivor(update.overwriterLow));
    case OverwriterKnown::Process:
        return UpdateText::tr("worker %1, one of %2")
            .arg(formatCount(update.overwriterWorker + 1), candidates);
    case OverwriterKnown::Range:
        return UpdateText::tr("one of %1").arg(candidates);
    }
    return {};
}

QString collisionText(const UpdateHistory& history, std::uint32_t row)
{
    const LostUpdate& update = history.lost()[row];
    const Collision collision = history.collision(row, 0);
    QStringList sentences{
        capitalised(UpdateText::tr("%1 and %2 both read %3; only the %4 of %2 stayed.")
                        .arg(updateTitle(collision.first.name),
                            updateTitle(collision.collider.name),
                            formatCount(collision.sharedRead),
                            formatCount(collision.sharedRead + 1)))};
    if (collision.chosen.name != collision.first.name)
        sentences << capitalised(UpdateText::tr("%1 was built on the one that was lost.")
                                     .arg(updateTitle(collision.chosen.name)));
    sentences << capitalised(overwrittenSentence(history, update));
    if (update.victims > 1)
        sentences << UpdateText::tr(
            "The collision cost %1 update(s).", nullptr, pluralOf(update.victims))
                         .arg(formatCount(update.victims));
    return sentences.join(QLatin1Char(' '));
}

} // namespace interleave::ui
