// What a window without a run offers to a first look: experiments to click, each with what one will
// see.
#pragma once

#include "core/model/experiment.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace interleave::ui {

struct FirstExperiment
{
    QString title;
    QString whatOneSees;
    const char* icon; // among the resources
    Experiment experiment{};
    std::optional<Experiment> then{}; // is run when that one has ended

    /// All of it.
    [[nodiscard]] std::vector<Experiment> experiments() const;
};

[[nodiscard]] std::vector<FirstExperiment> firstExperiments();

class FirstExperiments : public QWidget
{
    Q_OBJECT

public:
    explicit FirstExperiments(QWidget* parent = nullptr);

Q_SIGNALS:
    /// One after the other.
    void chosen(const std::vector<interleave::Experiment>& experiments);

protected:
    /// Words that wrap get the height that they need: a page that is too low scrolls.
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace interleave::ui
