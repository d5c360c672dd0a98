#include "ui/images/pictures_view.h"

#include "core/model/catalogue.h"
#include "core/model/image_parameters.h"
#include "core/workload/strip_plan.h"
#include "ui/images/before_after.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_text.h"
#include "ui/models/pictures_sentence.h"
#include "ui/models/task_selection.h"
#include "ui/models/timeline_model.h"
#include "ui/widgets/folding_splitter.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/state_hint.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

namespace interleave::ui {

namespace {

constexpr int kGalleryShare = 560; // of the width
constexpr int kLargeShare = 440;

// Of which a result may have other values than were written.
bool formatLoses(const Experiment& experiment)
{
    const std::string format = parameter<std::string>(experiment, "format");
    return format == "same" || format == "jpeg" || format == "webp";
}

} // namespace

PicturesView::PicturesView(const TimelineModel* events, QAction* run, std::filesystem::path program)
    : m_events(events)
    , m_selection(events->selection())
    , m_run(run)
    , m_model(new PictureModel(this))
    , m_source(new PictureSource(std::move(program), this))
    , m_hint(new StateHint(this))
    , m_content(new QWidget(this))
    , m_sentence(new Heading(TextSize::Title, {}, this))
    , m_side(new QComboBox(this))
    , m_grid(new PictureGrid(m_model, m_source, this))
    , m_large(new BeforeAfter(m_source, this))
    , m_note(new NoteLabel(this))
{
    setAccessibleName(tr("What became of each picture?"));
    makeLayout();
    m_rest.setInterval(0);
    connectParts();
    start(nullptr);
}

void PicturesView::makeLayout()
{
    auto* sides = new FoldingSplitter;
    sides->addWidget(m_grid);
    sides->addWidget(m_large);
    sides->setSizes({kGalleryShare, kLargeShare});
    m_large->hide();
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(makeTools());
    content->addWidget(sides, 1);
    content->addWidget(m_note);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_hint);
    layout->addWidget(m_content, 1);
}

// What shows the pictures goes before what has them.
PicturesView::~PicturesView()
{
    delete m_content;
}

QWidget* PicturesView::makeTools()
{
    m_sentence->setAccessibleName(tr("How far the pictures are"));
    m_sentence->setWordWrap(true);
    m_side->setAccessibleName(tr("Which pictures are shown"));
    m_side->addItems({tr("results"), tr("originals")});
    auto* tools = new QWidget;
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_side);
    return tools;
}

void PicturesView::connectParts()
{
    connect(m_side, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_grid->setSide(index == 0 && m_hasResults ? PictureSide::Result : PictureSide::Input);
    });
    connect(m_grid, &PictureGrid::currentRowChanged, this, [this](int row) {
        pinCurrent(row);
        showLarge();
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_pinning && !m_grid->selectionModel()->hasSelection())
            m_selection->pin(std::nullopt); // Escape
    });
    connect(m_grid, &PictureGrid::opened, this, &PicturesView::open);
    connect(m_large, &BeforeAfter::closed, this, &PicturesView::close);
    connect(m_large, &BeforeAfter::wishesChanged, this, [this] {
        m_grid->setMore(m_large->isHidden() ? std::vector<PictureRequest>() : m_large->wishes());
    });
    connect(m_source, &PictureSource::picturesFound, this, &PicturesView::takeFound);
    connect(m_source, &PictureSource::problemChanged, this, &PicturesView::showNote);
    connect(m_selection, &TaskSelection::pinnedChanged, this, &PicturesView::showPinned);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (m_model->look())
            m_rest.stop();
        showProgress();
    });
}

void PicturesView::start(const Experiment* experiment)
{
    m_rest.stop();
    m_missing.clear();
    m_listIsNow = false;
    m_foundOthers.reset();
    m_knowsPictures = false;
    m_experiment = experiment == nullptr ? std::nullopt : std::optional(*experiment);
    m_hasResults = m_experiment && !parameter<std::string>(*m_experiment, "output").empty();
    m_source->setRun(nullptr, nullptr);
    const bool isKnown = m_experiment && !inStrips(*m_experiment); // how many
    m_model->start(
        isKnown ? static_cast<std::size_t>(m_experiment->tasks.value_or(0)) : 0, nullptr);
    offerSides();
    if (m_experiment)
        m_large->setCompared({m_hasResults, formatLoses(*m_experiment)});
    m_hint->showEmpty(tr("Here you will see each picture of a run of the image filter, as soon as "
                         "it is done, and who did it."),
        m_run);
    m_hint->setVisible(!m_experiment);
    m_content->setVisible(m_experiment.has_value());
    showProgress();
    showNote();
}

void PicturesView::offerSides()
{
    close();
    const QSignalBlocker quiet(m_side);
    m_side->setCurrentIndex(0);
    m_side->setVisible(m_hasResults);
    m_grid->setSide(m_hasResults ? PictureSide::Result : PictureSide::Input);
}

void PicturesView::setPictures(std::shared_ptr<const PictureList> pictures)
{
    if (!m_experiment || std::exchange(m_knowsPictures, true))
        return;
    m_source->setRun(&*m_experiment, pictures);
    m_model->setPictures(std::move(pictures));
}

// Those that the folder has now: shown only where they may be the same.
void PicturesView::takeFound()
{
    const std::size_t found = m_source->pictures()->pictures().size();
    if (found == m_model->states().size()) {
        m_listIsNow = true;
        m_model->setPictures(m_source->pictures());
    } else {
        m_foundOthers = found;
        m_source->setRun(nullptr, nullptr);
    }
    showNote();
}

void PicturesView::beginTrial(std::shared_ptr<const Recording> recording)
{
    if (!m_experiment)
        return;
    m_source->forget(); // the trial before has written the same files
    const std::uint64_t each = tasksPerPicture(*m_experiment, recording->workers());
    m_model->begin(std::move(recording), each);
    look();
}

void PicturesView::look()
{
    if (!m_experiment)
        return;
    if (!m_model->look())
        m_rest.start();
    showProgress();
    if (!m_large->isHidden())
        showLarge();
}

void PicturesView::setTrial(const TrialResult& trial)
{
    if (!m_experiment)
        return;
    m_rest.stop();
    if (m_model->states().size() == 0)
        m_model->start(picturesOf(trial).total, m_source->pictures());
    m_model->finish(trial);
    showProgress();
    if (!m_large->isHidden())
        showLarge();
}

void PicturesView::setFailed(const QString& why)
{
    m_missing = why;
    showNote();
}

void PicturesView::setMissing(const QString& why)
{
    m_missing = why;
    showNote();
}

QString PicturesView::sentence() const
{
    return m_sentence->text();
}

QString PicturesView::note() const
{
    return m_note->text();
}

void PicturesView::showProgress()
{
    const PictureStates& states = m_model->states();
    if (states.size() == 0)
        return m_sentence->setText(tr("The pictures are being looked for"));
    m_sentence->setText(withWholeNumbers(doneSentence(states.counts(), states.size())));
}

void PicturesView::showNote()
{
    if (!m_source->problem().isEmpty())
        return m_note->setNote(
            NoteKind::Problem, tr("The pictures cannot be shown: %1.").arg(m_source->problem()));
    if (!m_missing.isEmpty())
        return m_note->setNote(NoteKind::Warning, m_missing);
    if (m_foundOthers)
        return m_note->setNote(NoteKind::Warning,
            tr("The folder has %1 picture(s) now and the run had %2: which is which is not known "
               "any more.",
                nullptr,
                pluralOf(*m_foundOthers))
                .arg(formatCount(*m_foundOthers), formatCount(m_model->states().size())));
    m_note->setNote(NoteKind::Hint,
        m_listIsNow ? tr("The pictures and their names are those that the folder has now.")
                    : QString());
}

void PicturesView::open(int row)
{
    if (row < 0)
        return;
    m_grid->setCurrentIndex(m_model->index(row));
    m_large->QWidget::show();
    showLarge();
    m_grid->setMore(m_large->wishes());
    m_large->picture().setFocus();
}

void PicturesView::close()
{
    const bool hadFocus = m_large->isAncestorOf(focusWidget());
    m_large->hide();
    m_grid->setMore({});
    if (hadFocus)
        m_grid->setFocus();
}

void PicturesView::showLarge()
{
    const int row = m_grid->currentRow();
    if (m_large->isHidden() || row < 0)
        return;
    const PictureState state = m_model->states()[static_cast<std::size_t>(row)].state;
    m_large->show(static_cast<std::uint64_t>(row),
        m_model->nameOf(row),
        capitalised(m_model->stateText(row)),
        state == PictureState::Done);
}

// Only what has ended has a place in time.
void PicturesView::pinCurrent(int row)
{
    if (row < 0 || m_pinning)
        return;
    const PictureTask& task = m_model->states()[static_cast<std::size_t>(row)];
    const QScopedValueRollback guard(m_pinning, true);
    const bool ended = task.end > 0 && m_events->recording() == m_model->states().recording();
    if (ended)
        m_selection->pin(
            TaskPlace{task.task, task.worker, m_events->timeOf(TickRange{task.begin, task.end})});
    else
        m_selection->pin(std::nullopt);
}

void PicturesView::showPinned()
{
    if (m_pinning)
        return;
    const QScopedValueRollback guard(m_pinning, true);
    if (const auto& pinned = m_selection->pinned())
        m_grid->showPicture(m_model->states().pictureOf(pinned->task));
    else
        m_grid->clearSelection();
    showLarge();
}

} // namespace interleave::ui
