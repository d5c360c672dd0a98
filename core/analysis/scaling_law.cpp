#include "core/analysis/scaling_law.h"

#include "core/analysis/resampler.h"
#include "core/analysis/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace interleave {

namespace {

constexpr std::size_t kMostTerms = 3;

// Fewer trials of a level hardly say how far others would lie off.
constexpr std::size_t kFewestToDraw = 3;

// Of what is fitted: the rate of one, contention, coherency.
using Terms = std::array<double, kMostTerms>;

struct MeasuredRate
{
    double workers;
    double rate;
};

std::size_t termsOf(ScalingLawKind kind)
{
    return kind == ScalingLawKind::Amdahl ? 2 : kMostTerms;
}

double lawOf(const Terms& terms, double n)
{
    return terms[0] * n / (1 + terms[1] * (n - 1) + terms[2] * n * (n - 1));
}

// The normal equations of a least-squares fit of `m_size` terms.
class NormalEquations
{
public:
    explicit NormalEquations(std::size_t size)
        : m_size(size)
    {
    }

    void add(const Terms& slope, double residual)
    {
        for (std::size_t i = 0; i < m_size; ++i) {
            for (std::size_t k = 0; k < m_size; ++k)
                m_rows[i][k] += slope[i] * slope[k];
            m_rows[i][m_size] += slope[i] * residual;
        }
    }

    // By Gauss and Jordan, with the largest pivot; nothing where they have no single solution.
    [[nodiscard]] std::optional<Terms> solve()
    {
        for (std::size_t i = 0; i < m_size; ++i) {
            const auto below = m_rows.begin() + static_cast<std::ptrdiff_t>(i);
            const auto pivot = std::max_element(below,
                m_rows.begin() + static_cast<std::ptrdiff_t>(m_size),
                [i](const Row& a, const Row& b) { return std::abs(a[i]) < std::abs(b[i]); });
            std::swap(*below, *pivot);
            if (!(std::abs(m_rows[i][i]) > 0))
                return std::nullopt;
            eliminate(i);
        }
        Terms solution{};
        for (std::size_t i = 0; i < m_size; ++i)
            solution[i] = m_rows[i][m_size] / m_rows[i][i];
        return solution;
    }

private:
    using Row = std::array<double, kMostTerms + 1>;

    void eliminate(std::size_t column)
    {
        for (std::size_t i = 0; i < m_size; ++i) {
            if (i == column)
                continue;
            const double factor = m_rows[i][column] / m_rows[column][column];
            for (std::size_t k = column; k <= m_size; ++k)
                m_rows[i][k] -= factor * m_rows[column][k];
        }
    }

    std::size_t m_size;
    std::array<Row, kMostTerms> m_rows{};
};

double squaresOf(const Terms& terms, std::span<const MeasuredRate> rates)
{
    double sum = 0;
    for (const auto& [workers, rate] : rates)
        sum += std::pow(rate - lawOf(terms, workers), 2);
    return sum;
}

// n / rate is linear in what is wanted: where the search begins.
std::optional<Terms> linearFit(std::span<const MeasuredRate> rates, std::size_t size)
{
    NormalEquations equations(size);
    for (const auto& [n, rate] : rates)
        equations.add({1, n - 1, n * (n - 1)}, n / rate);
    const auto solution = equations.solve();
    if (!solution)
        return std::nullopt;
    const auto& [one, contention, coherency] = *solution;
    return Terms{1 / one, contention / one, coherency / one};
}

// A step of Gauss and Newton, halved until it makes the fit no worse.
std::optional<Terms> betterFit(
    const Terms& terms, std::span<const MeasuredRate> rates, std::size_t size)
{
    constexpr int kHalvings = 30;
    NormalEquations equations(size);
    for (const auto& [n, rate] : rates) {
        const double law = lawOf(terms, n);
        const double per = law / (terms[0] * n);
        equations.add({n * per, -law * (n - 1) * per, -law * n * (n - 1) * per}, rate - law);
    }
    const auto step = equations.solve();
    if (!step)
        return std::nullopt;
    double share = 1;
    for (int i = 0; i < kHalvings; ++i, share /= 2) {
        Terms next = terms;
        for (std::size_t term = 0; term < size; ++term)
            next[term] += share * (*step)[term];
        if (squaresOf(next, rates) <= squaresOf(terms, rates))
            return next;
    }
    return terms;
}

// Rates are positive, and so is what stands for them.
bool isLaw(const Terms& terms, std::span<const MeasuredRate> rates)
{
    return terms[0] > 0
        && std::ranges::all_of(terms, [](double term) { return std::isfinite(term); })
        && std::ranges::all_of(rates,
            [&](const MeasuredRate& measured) { return lawOf(terms, measured.workers) > 0; });
}

std::optional<Terms> fit(std::span<const MeasuredRate> rates, ScalingLawKind kind)
{
    constexpr int kSteps = 100;
    constexpr double kSettled = 1e-12;
    const std::size_t size = termsOf(kind);
    std::optional<Terms> terms = linearFit(rates, size);
    for (int i = 0; terms && i < kSteps; ++i) {
        const double before = squaresOf(*terms, rates);
        terms = betterFit(*terms, rates, size);
        if (terms && before - squaresOf(*terms, rates) <= kSettled * before)
            break;
    }
    return terms && isLaw(*terms, rates) ? terms : std::nullopt;
}

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return quantile(values, 0.5);
}

// The levels as they could have been measured as well.
class LevelResampler
{
public:
    LevelResampler(std::span<const ScalingLevel> levels,
        const std::vector<double>& residuals,
        std::size_t terms,
        std::uint64_t seed)
        : m_levels(levels)
        , m_residuals(residuals)
        , m_resampler(seed)
    {
        // The terms were made to fit them: what they miss is larger than what they left.
        const auto n = static_cast<double>(residuals.size());
        for (double& residual : m_residuals)
            residual *= std::sqrt(n / (n - static_cast<double>(terms)));
    }

    void draw(const Terms& terms, std::vector<MeasuredRate>& rates)
    {
        for (std::size_t i = 0; i < m_levels.size(); ++i) {
            rates[i].workers = m_levels[i].workers;
            rates[i].rate = m_levels[i].rates.size() < kFewestToDraw
                ? lawOf(terms, m_levels[i].workers) + m_resampler.draw(m_residuals)
                : ofItsTrials(m_levels[i].rates);
        }
    }

private:
    // Few trials lie closer to their own middle than to that of all there could be.
    double ofItsTrials(const std::vector<double>& rates)
    {
        std::vector<double> drawn(rates.size());
        std::ranges::generate(drawn, [&] { return m_resampler.draw(rates); });
        const auto n = static_cast<double>(rates.size());
        const double middle = medianOf(rates);
        return middle + std::sqrt(n / (n - 1)) * (medianOf(std::move(drawn)) - middle);
    }

    std::span<const ScalingLevel> m_levels;
    std::vector<double> m_residuals;
    Resampler m_resampler;
};

// Degrees of freedom of what is drawn.
std::size_t degreesOf(std::span<const ScalingLevel> levels, std::size_t terms)
{
    std::size_t more = 0; // trials of the levels than one
    for (const ScalingLevel& level : levels) {
        if (level.rates.size() < kFewestToDraw)
            return levels.size() - terms;
        more += level.rates.size() - 1;
    }
    return more;
}

Estimate estimateOf(double value, std::vector<double> resampled, double tail)
{
    std::ranges::sort(resampled);
    return {value, quantile(resampled, tail), quantile(resampled, 1 - tail)};
}

// Whether the levels are sure enough of it: of those that could have been measured as well most
// follow such a law.
[[nodiscard]] bool estimate(
    ScalingLaw& law, const Terms& terms, std::span<const ScalingLevel> levels, std::uint64_t seed)
{
    std::array<std::vector<double>, kMostTerms> resampled;
    std::vector<MeasuredRate> rates(levels.size());
    LevelResampler resampler(levels, law.residuals, termsOf(law.kind), seed);
    for (std::size_t i = 0; i < kResamples; ++i) {
        resampler.draw(terms, rates);
        const auto drawn = fit(rates, law.kind);
        for (std::size_t term = 0; drawn && term < kMostTerms; ++term)
            resampled.at(term).push_back(drawn->at(term));
    }
    constexpr double kMost = 0.95;
    if (static_cast<double>(resampled[0].size()) < kMost * kResamples)
        return false;
    const double tail = tailOf(degreesOf(levels, termsOf(law.kind)) + 1);
    law.oneWorker = estimateOf(terms[0], std::move(resampled[0]), tail);
    law.contention = estimateOf(terms[1], std::move(resampled[1]), tail);
    law.coherency = estimateOf(terms[2], std::move(resampled[2]), tail);
    return true;
}

} // namespace

double ScalingLaw::rateOf(double workers) const
{
    return lawOf({oneWorker.value, contention.value, coherency.value}, workers);
}

double ScalingLaw::peak() const
{
    if (contention.value >= 1)
        return 1;
    if (!(coherency.value > 0))
        return std::numeric_limits<double>::infinity();
    // The law's own peak lies between two numbers of workers.
    const double below
        = std::max(std::floor(std::sqrt((1 - contention.value) / coherency.value)), 1.0);
    return rateOf(below + 1) > rateOf(below) ? below + 1 : below;
}

tl::expected<ScalingLaw, NoScalingLaw> fitScalingLaw(
    std::span<const ScalingLevel> levels, ScalingLawKind kind, std::uint64_t seed)
{
    std::vector<MeasuredRate> rates;
    for (const ScalingLevel& level : levels) {
        if (const double rate = medianOf(level.rates); rate > 0)
            rates.push_back({level.workers, rate});
    }
    if (rates.size() < kFewestLevels || rates.size() < levels.size())
        return tl::unexpected(NoScalingLaw::TooFewLevels);
    const auto terms = fit(rates, kind);
    if (!terms)
        return tl::unexpected(NoScalingLaw::NoFit);
    if ((*terms)[2] < 0)
        return tl::unexpected(NoScalingLaw::NegativeCoherency);
    if (kind == ScalingLawKind::Amdahl && (*terms)[1] < 0)
        return tl::unexpected(NoScalingLaw::NegativeContention);
    ScalingLaw law{.kind = kind};
    for (const auto& [workers, rate] : rates)
        law.residuals.push_back(rate - lawOf(*terms, workers));
    if (!estimate(law, *terms, levels, seed))
        return tl::unexpected(NoScalingLaw::NoFit);
    return law;
}

} // namespace interleave
