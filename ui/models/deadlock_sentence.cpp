#include "ui/models/deadlock_sentence.h"

#include "ui/models/core_sentence.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

struct DeadlockSentenceText
{
    Q_DECLARE_TR_FUNCTIONS(DeadlockSentenceText)
};

QString numberOf(std::uint32_t worker)
{
    return formatCount(worker + 1);
}

} // namespace

QString deadlockHeadline(std::span<const DeadlockLink> circle)
{
    if (circle.empty())
        return {};
    if (circle.size() == 1)
        return DeadlockSentenceText::tr("Deadlock: worker %1 waits for itself")
            .arg(numberOf(circle.front().worker));
    QStringList workers;
    for (const DeadlockLink& link : circle)
        workers << numberOf(link.worker);
    const QString last = workers.takeLast();
    return DeadlockSentenceText::tr("Deadlock: workers %1 and %2 wait for each other")
        .arg(workers.join(QStringLiteral(", ")), last);
}

QString deadlockSentence(std::span<const DeadlockLink> circle)
{
    QStringList parts;
    for (const DeadlockLink& link : circle)
        parts << DeadlockSentenceText::tr("worker %1 waits for %2, which worker %3 holds")
                     .arg(
                         numberOf(link.worker), coreSentence(link.waitsFor), numberOf(link.heldBy));
    QString sentence = parts.join(QStringLiteral("; "));
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

} // namespace interleave::ui
