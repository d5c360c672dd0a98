#include "app/interleave/verdict_text.h"

#include "app/interleave/number_text.h"

#include <fmt/format.h>

#include <cmath>

namespace interleave {

namespace {

// From there on a percentage says less than how many times as much it is.
constexpr double kTimesAsMuch = 2;

const char* nounOf(Measure measure)
{
    switch (measure) {
    case Measure::WallTime:
        return "time";
    case Measure::Throughput:
        return "tasks a second";
    case Measure::Loss:
        break;
    }
    return "lost";
}

std::string percent(double share)
{
    return fmt::format("{:.3g} %", 100 * share);
}

// "20.1 % less", "3.4 times as much".
std::string change(double ratio)
{
    if (std::isinf(ratio))
        return "any number of times as much";
    if (ratio >= kTimesAsMuch)
        return fmt::format("{:.3g} times as much", ratio);
    return fmt::format("{} {}", percent(std::abs(ratio - 1)), ratio < 1 ? "less" : "more");
}

std::string between(const Ratio& ratio)
{
    return fmt::format("between {} and {}", change(ratio.low), change(ratio.high));
}

std::string differenceSentence(const Verdict& verdict)
{
    const bool less = verdict.kind == VerdictKind::Less;
    if (verdict.measure == Measure::Loss) {
        if (std::isinf(verdict.ratio.ratio))
            return "loses more: the other lost nothing";
        if (verdict.ratio.high == 0)
            return "loses less: nothing";
    }
    const char* word = verdict.measure == Measure::Loss ? (less ? "loses less" : "loses more")
        : isFaster(verdict)                             ? "faster"
                                                        : "slower";
    return fmt::format("{}: {} {} ({})",
        word,
        change(verdict.ratio.ratio),
        nounOf(verdict.measure),
        between(verdict.ratio));
}

std::string sameSentence(const Verdict& verdict, double sameWithin)
{
    if (verdict.measure == Measure::Loss && verdict.ratio.low == verdict.ratio.high)
        return fmt::format("the same: neither lost an update in {} trials", verdict.trials);
    return fmt::format("the same within {}: {} {}",
        percent(sameWithin),
        between(verdict.ratio),
        nounOf(verdict.measure));
}

std::string fewSentence(const Verdict& verdict)
{
    if (verdict.trials < kFewestTrials)
        return fmt::format(
            "too few trials: {} of each, and fewer than {} that overlap tell nothing; "
            "{} more of each may tell",
            verdict.trials,
            kFewestTrials,
            verdict.moreTrials);
    return fmt::format("too few trials: {} {}; about {} more of each would tell",
        between(verdict.ratio),
        nounOf(verdict.measure),
        countText(verdict.moreTrials));
}

std::string untoldSentence(const Verdict& verdict)
{
    if (std::isinf(verdict.ratio.high) || verdict.ratio.low == 0)
        return "cannot be told: few trials of either lost anything";
    return fmt::format("cannot be told: {} {}, and ten times as many trials would hardly tell",
        between(verdict.ratio),
        nounOf(verdict.measure));
}

std::string whyNotText(const Verdict& verdict)
{
    switch (verdict.why) {
    case Incomparable::Workload:
        return "they do different work; compare runs of one workload";
    case Incomparable::Machine:
        return "they ran on different machines; run both on one, or add --anyway";
    case Incomparable::Version:
        return "different versions of Interleave ran them; run both again, or add --anyway";
    case Incomparable::Unknown:
        return "what one of them gave is not known; run it again";
    case Incomparable::Failures:
        return "more tasks of one failed or timed out; run both again, or add --anyway";
    case Incomparable::Disturbed:
        return fmt::format("other programs took much of the cores in {} of their trials; run both "
                           "again by turns (--vary), or leave those trials out (--quiet-trials)",
            verdict.disturbed);
    case Incomparable::No:
        break;
    }
    return "nothing was measured of one of them";
}

std::string aboutOthers(const Verdict& verdict)
{
    if (verdict.why == Incomparable::Disturbed)
        return "";
    if (verdict.leftOut > 0)
        return fmt::format("; without {} trials that others disturbed", verdict.leftOut);
    return verdict.disturbed > 0
        ? fmt::format("; others disturbed {} of these trials", verdict.disturbed)
        : "";
}

} // namespace

std::string measureText(Measure measure)
{
    return measure == Measure::Loss ? "lost updates" : nounOf(measure);
}

std::string measureName(Measure measure)
{
    switch (measure) {
    case Measure::WallTime:
        return "wall-time";
    case Measure::Throughput:
        return "throughput";
    case Measure::Loss:
        break;
    }
    return "loss";
}

std::string verdictName(const Verdict& verdict)
{
    switch (verdict.kind) {
    case VerdictKind::Less:
    case VerdictKind::More:
        break;
    case VerdictKind::Same:
        return "same";
    case VerdictKind::CannotBeTold:
        return "cannot-be-told";
    case VerdictKind::TooFewTrials:
        return "too-few-trials";
    case VerdictKind::NotComparable:
        return "not-comparable";
    }
    if (verdict.measure == Measure::Loss)
        return verdict.kind == VerdictKind::Less ? "loses-less" : "loses-more";
    return isFaster(verdict) ? "faster" : "slower";
}

std::string ratioText(const Ratio& ratio)
{
    if (!ratio.defined || std::isinf(ratio.ratio))
        return "-";
    if (ratio.low == ratio.high)
        return fmt::format("{:.3f}", ratio.ratio);
    const auto number = [](double value) {
        return std::isinf(value) ? std::string("any") : fmt::format("{:.3f}", value);
    };
    return fmt::format("{} ({} to {})", number(ratio.ratio), number(ratio.low), number(ratio.high));
}

std::string verdictSentence(const Verdict& verdict, double sameWithin)
{
    const std::string about = aboutOthers(verdict);
    switch (verdict.kind) {
    case VerdictKind::Less:
    case VerdictKind::More:
        return differenceSentence(verdict) + about;
    case VerdictKind::Same:
        return sameSentence(verdict, sameWithin) + about;
    case VerdictKind::CannotBeTold:
        return untoldSentence(verdict) + about;
    case VerdictKind::TooFewTrials:
        return fewSentence(verdict) + about;
    case VerdictKind::NotComparable:
        break;
    }
    return "not comparable: " + whyNotText(verdict) + about;
}

} // namespace interleave
