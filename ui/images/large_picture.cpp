#include "ui/images/large_picture.h"

#include "core/workload/strip_plan.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringBuilder>

namespace interleave::ui {

namespace {

struct LargePictureText
{
    Q_DECLARE_TR_FUNCTIONS(LargePictureText)
};

QString sentenceAfter(const QString& before, const QString& sentence)
{
    return before.isEmpty() ? sentence : before % QLatin1Char(' ') % sentence;
}

// The parts of its task tell where its time went, in strips its tasks: time that passed. In an
// older recording that is known of all pictures together, as processor time.
QString stateOf(const PictureModel& model,
    int row,
    const Experiment& experiment,
    const std::optional<PictureTimes>& average)
{
    const PictureStates& states = model.states();
    const auto picture = static_cast<std::size_t>(row);
    const QString state = sentenceAfter(model.damageOf(row), capitalised(model.stateText(row)));
    const auto& recording = states.recording();
    const auto plan = recording ? stripPlanOf(experiment, recording->workers()) : std::nullopt;
    if (const auto times = plan ? states.timesOf(picture, *plan) : std::nullopt)
        return LargePictureText::tr("%1. Over all of them: %2").arg(state, timesSentence(*times));
    if (const auto times = states.timesOf(picture))
        return LargePictureText::tr("%1: %2", "done, where its time went")
            .arg(state, timesSentence(*times));
    const bool isOfAverage = average && states.mayHaveResult(picture);
    return isOfAverage ? LargePictureText::tr("%1. In processor time, on average a picture was %2")
                             .arg(state, timesSentence(*average))
                       : state;
}

} // namespace

LargePicture largePictureOf(const PictureModel& model,
    int row,
    const Experiment& experiment,
    const std::optional<PictureTimes>& average)
{
    return {.task = static_cast<std::uint64_t>(row),
        .name = model.nameOf(row),
        .state = stateOf(model, row, experiment, average),
        .done = model.states().mayHaveResult(static_cast<std::size_t>(row))};
}

} // namespace interleave::ui
