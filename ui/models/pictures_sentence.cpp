#include "ui/models/pictures_sentence.h"

#include "core/model/picture_account.h"
#include "ui/models/arm_speed.h"
#include "ui/models/typical_trial.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <string_view>

namespace interleave::ui {

namespace {

constexpr int kDigits = 2;

struct PicturesSentence
{
    Q_DECLARE_TR_FUNCTIONS(PicturesSentence)
};

std::optional<std::uint64_t> figure(const TrialResult& trial, std::string_view name)
{
    const auto& figures = trial.outcome.figures;
    const auto found = std::ranges::find(figures, name, &OutcomeFigure::name);
    return found == figures.end() ? std::nullopt
                                  : std::optional(static_cast<std::uint64_t>(found->value));
}

// `perSecond` tasks.
QString filteredSentence(const TrialResult& trial, double perSecond)
{
    const PictureAccount account = countPictures(trial);
    if (trial.end == TrialEnd::Cancelled)
        return PicturesSentence::tr(
            "Cancelled: %1 of %2 picture(s) were filtered", nullptr, pluralOf(account.total))
            .arg(formatCount(account.filtered), formatCount(account.total));
    const QString pictures
        = PicturesSentence::tr("%1 picture(s) filtered", nullptr, pluralOf(account.filtered))
              .arg(formatCount(account.filtered));
    const double rate = picturesPerSecond(trial, perSecond);
    if (rate <= 0)
        return pictures;
    return PicturesSentence::tr("%1, %2 a second").arg(pictures, formatNumber(rate, kDigits));
}

QString withFailed(const QString& sentence, const TrialResult& trial)
{
    const std::uint64_t failed = countPictures(trial).failed;
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

double picturesPerSecond(const TrialResult& trial, double tasksPerSecond)
{
    const std::uint64_t ended = trial.tasks.total - trial.tasks.cancelled; // whose rate it is
    const auto filtered = static_cast<double>(countPictures(trial).filtered);
    return ended == 0 ? 0 : tasksPerSecond * filtered / static_cast<double>(ended);
}

QString speedBesidesOneWorker(const RunResult& run)
{
    const auto one = armOfOneWorker(run);
    if (!one)
        return {};
    const Ratio speed = armSpeed(run, mainArm(run), *one);
    if (!speed.defined)
        return {};
    if (isOfOneTrial(run, mainArm(run), *one))
        return PicturesSentence::tr("%1 times as fast as one worker in this one trial")
            .arg(formatNumber(speed.ratio, kDigits));
    if (!speed.excludesOne())
        return PicturesSentence::tr("not measurably faster than one worker");
    return PicturesSentence::tr("%1 times as fast as one worker")
        .arg(formatNumber(speed.ratio, kDigits));
}

std::optional<PictureTimes> averageTimes(const TrialResult& trial)
{
    const std::uint64_t filtered = countPictures(trial).filtered;
    const auto decode = figure(trial, "decode_ns");
    const auto filter = figure(trial, "filter_ns");
    if (!decode || !filter || filtered == 0)
        return std::nullopt;
    return PictureTimes{
        *decode / filtered, *filter / filtered, figure(trial, "encode_ns").value_or(0) / filtered};
}

QString picturesSentence(const TrialResult& trial, double perSecond)
{
    return withFailed(filteredSentence(trial, perSecond), trial);
}

QString picturesSentence(const RunResult& run)
{
    if (run.trials.empty())
        return PicturesSentence::tr("No picture was filtered");
    const TrialResult& typical = typicalTrial(run);
    QString sentence = filteredSentence(typical, run.summary.throughputPerS.median);
    if (const QString speed = speedBesidesOneWorker(run); !speed.isEmpty())
        sentence = PicturesSentence::tr("%1, %2").arg(sentence, speed);
    return withFailed(sentence, typical);
}

} // namespace interleave::ui
