#include "ui/models/sync_sentence.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

constexpr int kShareDigits = 2;

struct SyncSentenceText
{
    Q_DECLARE_TR_FUNCTIONS(SyncSentenceText)
};

// Jain's index, which is no share: its worst value depends on how many there are.
QString fairnessOf(double index, std::size_t workers)
{
    if (workers < 2)
        return {};
    return SyncSentenceText::tr("fairness %1 (1: all got it as often, %2: one alone)")
        .arg(formatNumber(index, kShareDigits),
            formatNumber(1 / static_cast<double>(workers), kShareDigits));
}

} // namespace

QString syncSentence(const SyncResult& sync, std::size_t workers)
{
    if (sync.use.acquisitions == 0)
        return {};
    QStringList parts{SyncSentenceText::tr("%1 acquisition(s), %2 handed over to another worker",
                          nullptr,
                          pluralOf(sync.use.acquisitions))
                          .arg(formatCount(sync.use.acquisitions), formatCount(sync.handOvers)),
        fairnessOf(sync.fairness, workers),
        SyncSentenceText::tr("somebody waited for a lock %1 of wall time")
            .arg(formatPercent(sync.waitedShare, kShareDigits))};
    if (sync.ownersDied > 0)
        parts << SyncSentenceText::tr(
            "%1 holder(s) died inside", nullptr, pluralOf(sync.ownersDied))
                     .arg(formatCount(sync.ownersDied));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave::ui
