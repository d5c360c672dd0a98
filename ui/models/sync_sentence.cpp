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

} // namespace

QString syncSentence(const SyncResult& sync)
{
    if (sync.use.acquisitions == 0)
        return {};
    QStringList parts{SyncSentenceText::tr("%1 acquisition(s), %2 handed over to another worker",
                          nullptr,
                          pluralOf(sync.use.acquisitions))
                          .arg(formatCount(sync.use.acquisitions), formatCount(sync.handOvers)),
        SyncSentenceText::tr("fairness %1 (1 is even)")
            .arg(formatNumber(sync.fairness, kShareDigits)),
        SyncSentenceText::tr("somebody waited for a lock %1 of the time")
            .arg(formatPercent(sync.waitedShare, kShareDigits))};
    if (sync.ownersDied > 0)
        parts << SyncSentenceText::tr(
            "%1 holder(s) died inside", nullptr, pluralOf(sync.ownersDied))
                     .arg(formatCount(sync.ownersDied));
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave::ui
