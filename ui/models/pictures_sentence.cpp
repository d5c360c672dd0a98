#include "ui/models/pictures_sentence.h"

#include "ui/models/arm_speed.h"
#include "ui/models/typical_trial.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <optional>

namespace interleave::ui {

namespace {

constexpr int kDigits = 2;

struct PicturesSentence
{
    Q_DECLARE_TR_FUNCTIONS(PicturesSentence)
};

QString filteredSentence(const TrialResult& trial, double perSecond)
{
    if (trial.end == TrialEnd::Cancelled)
        return PicturesSentence::tr(
            "Cancelled: %1 of %2 picture(s) were filtered", nullptr, pluralOf(trial.tasks.total))
            .arg(formatCount(trial.tasks.succeeded), formatCount(trial.tasks.total));
    const QString pictures
        = PicturesSentence::tr("%1 picture(s) filtered", nullptr, pluralOf(trial.tasks.succeeded))
              .arg(formatCount(trial.tasks.succeeded));
    return perSecond > 0
        ? PicturesSentence::tr("%1, %2 a second").arg(pictures, formatNumber(perSecond, kDigits))
        : pictures;
}

QString withFailed(const QString& sentence, const TaskCounts& tasks)
{
    const std::uint64_t failed = tasks.failed + tasks.timedOut;
    return failed == 0 ? sentence
                       : PicturesSentence::tr("%1; %2 failed").arg(sentence, formatCount(failed));
}

// Of the arms that differ from the main one in the pool size alone.
std::optional<std::uint32_t> armOfOneWorker(const RunResult& run)
{
    const std::uint32_t main = mainArm(run);
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm) {
        Arm alike = run.arms[main].arm;
        alike.workers = 1;
        if (arm != main && run.arms[arm].arm == alike)
            return arm;
    }
    return std::nullopt;
}

} // namespace

QString speedBesidesOneWorker(const RunResult& run)
{
    const auto one = armOfOneWorker(run);
    if (!one)
        return {};
    const Ratio speed = armSpeed(run, mainArm(run), *one);
    if (!speed.defined)
        return {};
    if (trialsOfArm(run, *one).size() == 1)
        return PicturesSentence::tr("%1 times as fast as one worker in this one trial")
            .arg(formatNumber(speed.ratio, kDigits));
    if (!speed.excludesOne())
        return PicturesSentence::tr("not measurably faster than one worker");
    return PicturesSentence::tr("%1 times as fast as one worker")
        .arg(formatNumber(speed.ratio, kDigits));
}

QString picturesSentence(const TrialResult& trial, double perSecond)
{
    return withFailed(filteredSentence(trial, perSecond), trial.tasks);
}

QString picturesSentence(const RunResult& run)
{
    if (run.trials.empty())
        return PicturesSentence::tr("No picture was filtered");
    const TrialResult& typical = typicalTrial(run);
    QString sentence = filteredSentence(typical, run.summary.throughputPerS.median);
    if (const QString speed = speedBesidesOneWorker(run); !speed.isEmpty())
        sentence = PicturesSentence::tr("%1, %2").arg(sentence, speed);
    return withFailed(sentence, typical.tasks);
}

} // namespace interleave::ui
