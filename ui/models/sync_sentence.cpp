#include "ui/models/sync_sentence.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

constexpr int kDigits = 2;

QString tr(const char* text)
{
    return QCoreApplication::translate("SyncSentence", text);
}

} // namespace

QString syncSentence(const SyncResult& sync)
{
    if (sync.use.acquisitions == 0)
        return {};
    QStringList parts{tr("%1 acquisitions, %2 handed over to another worker")
                          .arg(formatCount(sync.use.acquisitions), formatCount(sync.handOvers)),
        tr("fairness %1 (1 is even)").arg(formatNumber(sync.fairness, kDigits)),
        tr("somebody waited %1 of the time").arg(formatPercent(sync.waitedShare, kDigits))};
    if (sync.ownersDied > 0)
        parts << tr("%1 holders died inside").arg(formatCount(sync.ownersDied));
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave::ui
