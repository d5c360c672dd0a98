// What became of each picture? A gallery that fills while the run goes on, and one of them large.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/images/picture_source.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QComboBox;
class QLabel;

namespace interleave::ui {

class BeforeAfter;
class NoteLabel;
class PictureGrid;
class PictureModel;
class StateHint;
class TaskSelection;
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

    /// A run, or none.
    void start(const Experiment* experiment);
    /// What its tasks are about: known when its first trial begins. Null: nobody knows it any more,
    /// and the folder is looked at now.
    void setPictures(std::shared_ptr<const PictureList> pictures);
    void beginTrial(std::shared_ptr<const Recording> recording);
    void look();
    void setTrial(const TrialResult& trial);
    void setFailed(const QString& why);
    /// Why nothing is known of the tasks.
    void setMissing(const QString& why);

    [[nodiscard]] PictureGrid& grid() const { return *m_grid; }
    [[nodiscard]] PictureModel& model() const { return *m_model; }
    [[nodiscard]] PictureSource& source() const { return *m_source; }
    [[nodiscard]] BeforeAfter& beforeAfter() const { return *m_large; }
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString note() const;
    /// Opens before and after of this one.
    void open(int row);

private:
    void makeLayout();
    QWidget* makeTools();
    void offerSides();
    void connectParts();
    void takeFound();
    void close();
    void showLarge();
    void showProgress();
    void showNote();
    void pinCurrent(int row);
    void showPinned();

    const TimelineModel* m_events;
    TaskSelection* m_selection;
    QAction* m_run;
    PictureModel* m_model;
    PictureSource* m_source;
    StateHint* m_hint;
    QWidget* m_content;
    QLabel* m_sentence;
    QComboBox* m_side;
    PictureGrid* m_grid;
    BeforeAfter* m_large;
    NoteLabel* m_note;
    QTimer m_rest; // takes in what one look has left
    std::optional<Experiment> m_experiment;
    bool m_knowsPictures = false;
    bool m_hasResults = false;
    bool m_listIsNow = false; // the pictures are those that the folder has now
    std::optional<std::size_t> m_foundOthers; // so many, which are not those of the run
    bool m_pinning = false; // by this view itself
    QString m_missing;
};

} // namespace interleave::ui
