#include "ui/views/first_experiments.h"

#include "ui/widgets/icon.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

Experiment underPythonsLock(WorkloadKind workload)
{
    constexpr std::int64_t kTrials = 3;
    return {.workload = workload,
        .varyParam
        = {std::string(kVariedExecutor), {"python-serial", "python-threads", "python-processes"}},
        .trials = kTrials};
}

Experiment squaresUnderPythonsLock()
{
    Experiment experiment = underPythonsLock(WorkloadKind::Squares);
    experiment.params["work"]
        = std::int64_t{1'000'000}; // what starting workers costs is little beside some seconds
    experiment.tasks = 48;
    return experiment;
}

Experiment sleepUnderPythonsLock()
{
    Experiment experiment = underPythonsLock(WorkloadKind::Sleep);
    experiment.params["duration"] = 0.1;
    experiment.tasks = 20;
    return experiment;
}

} // namespace

std::vector<Experiment> FirstExperiment::experiments() const
{
    std::vector<Experiment> all{experiment};
    if (then)
        all.push_back(*then);
    return all;
}

std::vector<FirstExperiment> firstExperiments()
{
    return {
        {.title = FirstExperiments::tr("Keep all cores busy"),
            .whatOneSees = FirstExperiments::tr("A process per core adds up squares: each core "
                                                "that nobody else uses is busy to 100 %."),
            .icon = "overview",
            .experiment = {.workload = WorkloadKind::Squares}},
        {.title = FirstExperiments::tr("Lose updates"),
            .whatOneSees = FirstExperiments::tr(
                "Two processes count in one shared counter without a lock: where they run at the "
                "same "
                "time the total comes out too small, by another number each time."),
            .icon = "race",
            .experiment
            = {.workload = WorkloadKind::Counter, .workers = 2, .sync = Primitive::None}},
        {.title = FirstExperiments::tr("The same with a lock"),
            .whatOneSees
            = FirstExperiments::tr("Nothing is lost, and it takes longer, often many times: the "
                                   "processes wait for each other."),
            .icon = "waits",
            .experiment
            = {.workload = WorkloadKind::Counter, .workers = 2, .sync = Primitive::Lock}},
        {.title = FirstExperiments::tr("Threads and processes in Python"),
            .whatOneSees = FirstExperiments::tr(
                "By Python alone: where tasks compute, threads take turns and processes gain; "
                "where they sleep both gain."),
            .icon = "timeline",
            .experiment = squaresUnderPythonsLock(),
            .then = sleepUnderPythonsLock()},
    };
}

FirstExperiments::FirstExperiments(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Experiments to begin with"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const FirstExperiment& first : firstExperiments()) {
        if (first.then) // no first look: the menu has it
            continue;
        auto* button = new QPushButton(iconNamed(first.icon), first.title, this);
        button->setAccessibleName(first.title);
        button->setAccessibleDescription(first.whatOneSees);
        auto* words = new QLabel(first.whatOneSees, this);
        words->setWordWrap(true);
        if (layout->count() > 0)
            layout->addSpacing(fontMetrics().height() / 2);
        layout->addWidget(button, 0, Qt::AlignLeft);
        layout->addWidget(words);
        connect(button, &QAbstractButton::clicked, this, [this, all = first.experiments()] {
            Q_EMIT chosen(all);
        });
    }
}

void FirstExperiments::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    for (QLabel* words : findChildren<QLabel*>())
        words->setMinimumHeight(words->heightForWidth(width()));
}

} // namespace interleave::ui
