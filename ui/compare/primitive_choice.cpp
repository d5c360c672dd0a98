#include "ui/compare/primitive_choice.h"

#include "ui/compare/primitive_rows.h"
#include "ui/models/primitive_title.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::int64_t kUsualTrials = 10; // fewer say little about a race
constexpr int kMostTrials = 1'000;
constexpr int kColumnGap = 16;

// What most lessons compare.
bool isUsual(Primitive primitive)
{
    return primitive == Primitive::None || primitive == Primitive::Lock
        || primitive == Primitive::Spinlock || primitive == Primitive::Atomic;
}

} // namespace

PrimitiveChoice::PrimitiveChoice(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_trials(new QSpinBox(this))
    , m_start(new QPushButton(tr("Com&pare"), this))
    , m_hint(new QLabel(this))
{
    setAccessibleName(tr("Which primitives?"));
    for (std::size_t i = 0; i < choicesOf<Primitive>().size(); ++i) {
        auto* box = new QCheckBox(primitiveTitle(static_cast<Primitive>(i)), this);
        connect(box, &QCheckBox::toggled, this, &PrimitiveChoice::updateButton);
        m_boxes.push_back(box);
    }
    m_trials->setRange(1, kMostTrials);
    m_trials->setAccessibleName(tr("Trials of each primitive"));
    m_hint->setAccessibleName(tr("What will be run"));
    connect(m_trials, &QSpinBox::valueChanged, this, &PrimitiveChoice::updateButton);
    connect(m_start, &QPushButton::clicked, this, &PrimitiveChoice::compareRequested);
    auto* trialsLabel = new QLabel(tr("&trials of each"), this);
    trialsLabel->setBuddy(m_trials);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_trials);
    line->addWidget(trialsLabel);
    line->addSpacing(8);
    line->addWidget(m_start);
    line->addWidget(m_hint, 1);
    m_grid->setHorizontalSpacing(kColumnGap);
    m_grid->setVerticalSpacing(2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new Heading(TextSize::Title, tr("Which primitives?"), this));
    layout->addLayout(m_grid);
    layout->addLayout(line);
    setExperiment({});
    arrange();
}

void PrimitiveChoice::setExperiment(const Experiment& experiment)
{
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        const auto primitive = static_cast<Primitive>(i);
        const auto& asked = experiment.compare;
        m_boxes[i]->setChecked(asked.empty() ? isUsual(primitive) || primitive == experiment.sync
                                             : std::ranges::find(asked, primitive) != asked.end());
    }
    m_trials->setValue(static_cast<int>(experiment.trials > 1 ? experiment.trials : kUsualTrials));
    setFitting(experiment);
}

void PrimitiveChoice::setFitting(const Experiment& experiment)
{
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        const auto unfit = whyUnfit(experiment, static_cast<Primitive>(i));
        m_boxes[i]->setEnabled(!unfit);
        m_boxes[i]->setChecked(m_boxes[i]->isChecked() && !unfit);
        m_boxes[i]->setToolTip(unfit ? *unfit : coreWord(choicesOf<Primitive>()[i].help));
        m_boxes[i]->setAccessibleDescription(m_boxes[i]->toolTip());
    }
    updateButton();
}

std::vector<Primitive> PrimitiveChoice::chosen() const
{
    std::vector<Primitive> chosen;
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes[i]->isChecked())
            chosen.push_back(static_cast<Primitive>(i));
    }
    return chosen;
}

Experiment PrimitiveChoice::applied(Experiment experiment) const
{
    experiment.compare = chosen();
    experiment.trials = trials();
    experiment.probe = false; // it is measured on one primitive,
    experiment.varyParam = {}; // parameters alone,
    experiment.varyWorkers.clear(); // and pool sizes are compared with one
    return experiment;
}

std::int64_t PrimitiveChoice::trials() const
{
    return m_trials->value();
}

QCheckBox* PrimitiveChoice::box(Primitive primitive) const
{
    return m_boxes[static_cast<std::size_t>(primitive)];
}

void PrimitiveChoice::updateButton()
{
    const std::size_t chosen = this->chosen().size();
    const std::uint64_t count = static_cast<std::uint64_t>(trials()) * chosen;
    m_start->setEnabled(chosen > 1);
    m_hint->setText(chosen > 1
            ? tr("%1 trial(s) by turns, in random order", nullptr, pluralOf(count))
                  .arg(formatCount(count))
            : tr("Choose two or more."));
}

void PrimitiveChoice::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

// As many columns as there is room for; filled column by column, so that neighbours of the list
// stay neighbours.
void PrimitiveChoice::arrange()
{
    int widest = 1;
    for (const QCheckBox* each : m_boxes)
        widest = std::max(widest, each->sizeHint().width());
    const int count = static_cast<int>(m_boxes.size());
    const int columns = std::clamp((width() + kColumnGap) / (widest + kColumnGap), 1, count);
    if (columns == m_columns)
        return;
    m_columns = columns;
    const int rows = (count + columns - 1) / columns;
    for (int column = 0; column < m_grid->columnCount(); ++column)
        m_grid->setColumnStretch(column, 0);
    for (int i = 0; i < count; ++i)
        m_grid->addWidget(m_boxes[static_cast<std::size_t>(i)], i % rows, i / rows);
    m_grid->setColumnStretch(columns, 1);
}

} // namespace interleave::ui
