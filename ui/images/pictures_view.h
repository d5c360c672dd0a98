// What became of each picture? A gallery that fills while the run goes on, and one of them large.
#pragma once

#include "core/model/picture_account.h"
#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/images/picture_source.h"
#include "ui/images/pictures_note.h"
#include "ui/models/pictures_sentence.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;

namespace interleave::ui {

class BeforeAfter;
class GalleryTools;
class GoOnOffer;
class NoteLabel;
class PictureGrid;
class PictureModel;
class PicturePin;
class StateHint;
class TimelineModel;

class PicturesView : public QWidget
{
    Q_OBJECT

public:
    /// `events` and `run` stay the caller's; `program` is the interleave executable.
    PicturesView(const TimelineModel* events, QAction* run, std::filesystem::path program);
    PicturesView(const PicturesView&) = delete;
    PicturesView& operator=(const PicturesView&) = delete;
    PicturesView(PicturesView&&) = delete;
    PicturesView& operator=(PicturesView&&) = delete;
    ~PicturesView() override;

    /// A run, or none; `asked` is how many tasks its user gave it.
    void start(const Experiment* experiment, std::optional<std::int64_t> asked = {});
    /// Another arm of the same run, that does the same to the same pictures.
    void change(const Experiment& experiment);
    void setResultFiles(ResultFiles files);
    /// What its tasks are about: known when its first trial begins. Null: nobody knows it any more,
    /// and the folder is looked at now.
    void setPictures(std::shared_ptr<const PictureList> pictures);
    void beginTrial(std::shared_ptr<const Recording> recording);
    /// Why tasks of the trial that goes on failed.
    void takeReasons(const std::vector<TaskError>& errors);
    void look();
    void setTrial(const TrialResult& trial);
    /// There will be no result.
    void finish();
    /// Whether somebody can go on with the run that is shown, where it ends before its end.
    void setMayGoOn(bool may) { m_mayGoOn = may; }
    /// Why nothing is known of the tasks, or no more than what is seen.
    void setMissing(const QString& why);

    /// Closes the large picture, or takes back what is selected. False: there was nothing.
    bool clearSelection();

    [[nodiscard]] PictureGrid& grid() const { return *m_grid; }
    [[nodiscard]] PictureModel& model() const { return *m_model; }
    [[nodiscard]] PictureSource& source() const { return *m_source; }
    [[nodiscard]] BeforeAfter& beforeAfter() const { return *m_large; }
    [[nodiscard]] GoOnOffer& offer() const { return *m_offer; }
    [[nodiscard]] QString sentence() const;
    /// Above the pictures: that they are not what the run made of them.
    [[nodiscard]] QString originalsNote() const;
    [[nodiscard]] QString note() const;
    /// Opens before and after of this one.
    void open(int row);
    /// Selects the picture of the task that is pinned.
    void showPinned();

Q_SIGNALS:
    /// Somebody sees it, who did not before.
    void seen();
    /// What is left of the run is to be done.
    void goOnWanted();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void makeLayout();
    void offerSides();
    void connectParts();
    [[nodiscard]] bool keepsResults() const;
    [[nodiscard]] bool hasResults() const;
    [[nodiscard]] bool fits(std::size_t found) const;
    void takeFound();
    void close();
    void showLarge();
    void showProgress();
    void showNote();
    void offerToGoOn();

    QAction* m_run;
    PictureModel* m_model;
    PictureSource* m_source;
    StateHint* m_hint;
    QWidget* m_content;
    PictureGrid* m_grid;
    GalleryTools* m_tools;
    GoOnOffer* m_offer;
    NoteLabel* m_originals;
    BeforeAfter* m_large;
    NoteLabel* m_note;
    PicturePin* m_pin;
    QTimer m_rest; // takes in what one look has left
    std::optional<Experiment> m_experiment;
    std::optional<std::int64_t> m_asked; // tasks
    std::optional<PictureTimes> m_average; // of its pictures
    std::optional<PictureAccount> m_account; // of a trial that is over
    GalleryFacts m_facts; // what stands in the note
    bool m_knowsPictures = false;
    bool m_mayGoOn = false;
    bool m_endsEarly = false; // which is to be offered to go on with, when all is taken in
};

} // namespace interleave::ui
