#include "ui/views/first_experiments.h"

#include "ui/widgets/icon.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

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
    };
}

FirstExperiments::FirstExperiments(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Experiments to begin with"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const FirstExperiment& first : firstExperiments()) {
        auto* button = new QPushButton(iconNamed(first.icon), first.title, this);
        button->setAccessibleName(first.title);
        button->setAccessibleDescription(first.whatOneSees);
        auto* words = new QLabel(first.whatOneSees, this);
        words->setWordWrap(true);
        layout->addWidget(button, 0, Qt::AlignLeft);
        layout->addWidget(words);
        layout->addSpacing(fontMetrics().height() / 2);
        connect(button, &QAbstractButton::clicked, this, [this, experiment = first.experiment] {
            Q_EMIT chosen(experiment);
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
