#include "ui/images/pictures_view.h"

#include "core/model/catalogue.h"
#include "core/model/image_parameters.h"
#include "core/workload/strip_plan.h"
#include "ui/images/before_after.h"
#include "ui/images/gallery_tools.h"
#include "ui/images/go_on_offer.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/picture_pin.h"
#include "ui/images/pictures_text.h"
#include "ui/images/wipe_picture.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/folding_splitter.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/state_hint.h"

#include <QAction>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kGalleryShare = 560; // of the width
constexpr int kLargeShare = 440;

} // namespace

PicturesView::PicturesView(const TimelineModel* events, QAction* run, std::filesystem::path program)
    : m_run(run)
    , m_model(new PictureModel(this))
    , m_source(new PictureSource(std::move(program), this))
    , m_hint(new StateHint(this))
    , m_content(new QWidget(this))
    , m_grid(new PictureGrid(m_model, m_source, this))
    , m_tools(new GalleryTools(m_grid, this))
    , m_offer(new GoOnOffer(run, this))
    , m_originals(new NoteLabel(this))
    , m_large(new BeforeAfter(m_source, this))
    , m_note(new NoteLabel(this))
    , m_pin(new PicturePin(events, m_model, m_grid, m_grid))
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
    content->addWidget(m_tools);
    content->addWidget(m_offer);
    content->addWidget(m_originals);
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

void PicturesView::connectParts()
{
    connect(m_pin, &PicturePin::selected, this, &PicturesView::showLarge);
    connect(m_offer, &GoOnOffer::taken, this, &PicturesView::goOnWanted);
    connect(m_grid, &PictureGrid::opened, this, &PicturesView::open);
    connect(m_large, &BeforeAfter::closed, this, &PicturesView::close);
    connect(m_large, &BeforeAfter::stepped, this, [this](int by) {
        if (const QModelIndex next = m_model->index(m_grid->currentRow() + by); next.isValid())
            m_grid->setCurrentIndex(next);
    });
    connect(m_large, &BeforeAfter::wishesChanged, m_grid, &PictureGrid::askAgain);
    m_grid->setMore(
        [this] { return m_large->isHidden() ? std::vector<PictureRequest>() : m_large->wishes(); });
    connect(m_source, &PictureSource::picturesFound, this, &PicturesView::takeFound);
    connect(m_source, &PictureSource::problemChanged, this, &PicturesView::showNote);
    connect(&m_rest, &QTimer::timeout, this, &PicturesView::look);
}

void PicturesView::start(const Experiment* experiment, std::optional<std::int64_t> asked)
{
    m_rest.stop();
    m_facts = {};
    m_account.reset();
    m_average.reset();
    m_asked = asked;
    m_knowsPictures = false;
    m_mayGoOn = false;
    m_endsEarly = false;
    m_offer->hide();
    m_experiment = experiment == nullptr ? std::nullopt : std::optional(*experiment);
    m_facts.goesOn = m_experiment && goesOn(*m_experiment);
    m_source->setRun(nullptr, nullptr);
    const bool isKnown = m_experiment && !inStrips(*m_experiment); // how many
    m_model->start(
        isKnown ? static_cast<std::size_t>(m_experiment->tasks.value_or(0)) : 0, nullptr);
    offerSides();
    m_hint->showEmpty(tr("Here you will see each picture of a run of the image filter, as soon as "
                         "it is done, and who did it."),
        m_run);
    m_hint->setVisible(!m_experiment);
    m_content->setVisible(m_experiment.has_value());
    showProgress();
    showNote();
}

// What is seen of the pictures stays where it is.
void PicturesView::change(const Experiment& experiment)
{
    m_rest.stop();
    m_experiment = experiment;
    m_account.reset();
    m_average.reset();
    m_offer->hide();
    m_facts.missing.clear();
    const std::int64_t workers = experiment.workers.value_or(1); // else its trial has them
    m_model->forget(tasksPerPicture(experiment, static_cast<std::uint32_t>(workers)));
    showProgress();
    showNote();
}

void PicturesView::setResultFiles(ResultFiles files)
{
    if (!m_experiment || std::exchange(m_facts.files, files) == files)
        return;
    offerSides();
    showNote();
}

bool PicturesView::keepsResults() const
{
    return m_experiment && !parameter<std::string>(*m_experiment, "output").empty();
}

bool PicturesView::hasResults() const
{
    return keepsResults() && m_facts.files != ResultFiles::Others;
}

void PicturesView::offerSides()
{
    close();
    m_tools->offerSides(hasResults());
    m_originals->setNote(NoteKind::Hint,
        keepsResults() ? QString()
                       : tr("The originals: this run keeps no results (choose an output folder)"));
    m_large->setCompared({hasResults(), hasResults() && m_facts.files == ResultFiles::Own});
}

void PicturesView::setPictures(std::shared_ptr<const PictureList> pictures)
{
    if (!m_experiment || std::exchange(m_knowsPictures, true))
        return;
    m_source->setRun(&*m_experiment, pictures);
    m_model->setPictures(std::move(pictures), parameter<std::string>(*m_experiment, "input"));
}

// Who gave the number of tasks had the first ones, unless others were done before.
bool PicturesView::fits(std::size_t found) const
{
    const std::size_t had = m_model->states().all();
    return found == had || (m_asked && found > had && !m_facts.goesOn);
}

// Those that the folder has now: shown only where they may be the same.
void PicturesView::takeFound()
{
    const std::size_t found = m_source->pictures()->pictures().size();
    if (fits(found)) {
        m_facts.listIsNow = true;
        m_model->setPictures(m_source->pictures(), parameter<std::string>(*m_experiment, "input"));
    } else {
        m_facts.foundOthers = found;
        m_source->setRun(nullptr, nullptr);
    }
    showNote();
}

void PicturesView::beginTrial(std::shared_ptr<const Recording> recording)
{
    if (!m_experiment)
        return;
    m_endsEarly = false;
    m_account.reset();
    m_average.reset();
    m_offer->hide();
    m_source->forget(); // the trial before has written the same files
    const std::uint64_t each = tasksPerPicture(*m_experiment, recording->workers());
    m_model->begin(std::move(recording), each);
    look();
    showNote();
}

void PicturesView::takeReasons(const std::vector<TaskError>& errors)
{
    m_model->takeReasons(errors);
}

void PicturesView::look()
{
    if (!m_experiment)
        return;
    if (m_model->look())
        m_rest.stop();
    else
        m_rest.start();
    if (m_model->states().finished() && std::exchange(m_endsEarly, false))
        offerToGoOn();
    showProgress();
    showLarge();
}

void PicturesView::setTrial(const TrialResult& trial)
{
    if (!m_experiment)
        return;
    m_rest.stop();
    const PictureAccount account = countPictures(trial);
    m_account = trial.measured ? std::optional(account) : std::nullopt;
    m_average = averageTimes(trial);
    const auto workers = static_cast<std::uint32_t>(std::max<std::size_t>(trial.workers.size(), 1));
    const std::uint64_t each = tasksPerPicture(*m_experiment, workers);
    if (m_model->states().size() == 0)
        m_model->start(account.total, m_source->pictures(), each);
    else if (!m_model->states().recording())
        m_model->forget(each);
    m_model->finish(trial);
    m_endsEarly = trial.end != TrialEnd::Finished;
    look();
    showNote();
}

void PicturesView::finish()
{
    m_rest.stop();
    m_model->finish();
    m_endsEarly = true;
    look();
}

// Whose results are kept.
void PicturesView::offerToGoOn()
{
    if (m_mayGoOn && keepsResults())
        m_offer->offer(m_model->states(), m_account);
}

void PicturesView::setMissing(const QString& why)
{
    m_facts.missing = why;
    showNote();
}

QString PicturesView::sentence() const
{
    return m_tools->sentence();
}

QString PicturesView::originalsNote() const
{
    return m_originals->text();
}

QString PicturesView::note() const
{
    return m_note->text();
}

void PicturesView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    Q_EMIT seen();
}

void PicturesView::showProgress()
{
    m_tools->setSentence(progressSentence(m_model->states(), m_account));
}

void PicturesView::showNote()
{
    m_facts.problem = m_source->problem();
    m_facts.pictures = m_model->states().all();
    m_facts.notListed = m_facts.pictures - m_model->states().size();
    const GalleryNote note = noteOn(m_facts);
    m_note->setNote(note.kind, note.text);
}

void PicturesView::open(int row)
{
    if (row < 0)
        return;
    m_grid->setCurrentIndex(m_model->index(row));
    m_large->QWidget::show();
    showLarge();
    m_grid->askAgain(); // when it has its size
    m_large->picture().setFocus();
}

void PicturesView::close()
{
    const bool hadFocus = m_large->isAncestorOf(focusWidget());
    m_large->hide();
    m_grid->askAgain();
    if (hadFocus)
        m_grid->setFocus();
}

// The large one covers a part of the gallery, and goes before what is selected there.
bool PicturesView::clearSelection()
{
    if (!m_large->isVisible())
        return clearTables(*this);
    close();
    return true;
}

void PicturesView::showLarge()
{
    const int row = m_grid->currentRow();
    if (m_large->isHidden() || row < 0)
        return;
    m_large->show(largePictureOf(*m_model, row, *m_experiment, m_average));
}

void PicturesView::showPinned()
{
    m_pin->showPinned();
}

} // namespace interleave::ui
