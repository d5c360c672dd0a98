#include "ui/models/problem_sentence.h"

#include "core/model/experiment.h"
#include "core/model/setting_advice.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <string_view>

namespace interleave::ui {

namespace {

struct ProblemSentence
{
    Q_DECLARE_TR_FUNCTIONS(ProblemSentence)
};

// Of the image filter: "Damaged pictures".
QString formTitle(std::string_view parameter)
{
    return capitalised(coreWord(findParameter(WorkloadKind::ImageFilter, parameter)->title));
}

QString sharedMemory()
{
    return coreWord(findParameter(WorkloadKind::ImageFilter, "hand_over")->choices.front().title);
}

QString salvage()
{
    return coreWord(findParameter(WorkloadKind::ImageFilter, "damaged")->choices.back().title);
}

// `rest` is what stands before the advice.
QString withFormsAdvice(const QString& rest, std::string_view advice)
{
    if (advice == kSalvageAdvice)
        return ProblemSentence::tr("%1; “%2” set to “%3” filters what there is")
            .arg(rest, formTitle("damaged"), salvage());
    if (advice == kReplaceItAdvice)
        return ProblemSentence::tr("%1 (use another folder, or choose “%2”)")
            .arg(rest, formTitle("overwrite"));
    if (advice == kReplaceThemAdvice)
        return ProblemSentence::tr("%1; use another folder, or choose “%2”")
            .arg(rest, formTitle("overwrite"));
    if (advice == kGoOnAdvice)
        return ProblemSentence::tr("%1; choose “%2”, use another folder, or choose “%3”")
            .arg(rest, formTitle("resume"), formTitle("overwrite"));
    return ProblemSentence::tr("%1, or set “%2” to “%3”")
        .arg(rest, formTitle("hand_over"), sharedMemory());
}

// "field 'params.output' (Output folder): " becomes "Output folder: ".
QString withFieldsTitle(const QString& message)
{
    static const QRegularExpression kParameter(
        QStringLiteral("^field 'params\\.([a-z_]+)'(?: \\([^)]*\\))?: "));
    const auto found = kParameter.match(message);
    const ValueSpec* spec = found.hasMatch()
        ? findParameter(WorkloadKind::ImageFilter, found.captured(1).toStdString())
        : nullptr;
    return spec == nullptr
        ? message
        : ProblemSentence::tr("%1: %2", "a field and what is wrong with it")
              .arg(capitalised(coreWord(spec->title)), message.mid(found.capturedEnd()));
}

} // namespace

QString sentenceOf(const std::string& message)
{
    static const QRegularExpression kField(QStringLiteral("^field '[^']*'(?: \\([^)]*\\))?: "));
    return QString::fromStdString(message).remove(kField);
}

QString inFormsWords(const QString& message)
{
    const QString text = withFieldsTitle(message);
    for (const std::string_view advice :
        {kSalvageAdvice, kReplaceItAdvice, kGoOnAdvice, kReplaceThemAdvice, kSharedMemoryAdvice}) {
        const auto said = QLatin1String(advice.data(), static_cast<qsizetype>(advice.size()));
        if (text.endsWith(said))
            return withFormsAdvice(text.chopped(said.size()), advice);
    }
    return text;
}

} // namespace interleave::ui
