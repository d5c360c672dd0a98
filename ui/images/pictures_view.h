// What became of each picture? A gallery that fills while the run goes on, and one of them large.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/images/picture_source.h"

#include <QTimer>
#include <QWidget>

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

    /// A run, or none. `pictures` may be null: then the folder is looked at now.
    void start(const Experiment* experiment, std::shared_ptr<const PictureList> pictures);
    /// The pictures of its tasks, where they are known by now.
    void setPictures(std::shared_ptr<const PictureList> pictures);
    void beginTrial(std::shared_ptr<const Recording> recording);
    void look();
    void setTrial(const TrialResult& trial);
    /// "12 pictures filtered, 2.0 a second".
    void setAnswer(const QString& sentence);
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
    QWidget* makeTools();
    void connectParts();
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
    bool m_hasResults = false;
    bool m_listIsNow = false; // the pictures are those that the folder has now
    bool m_pinning = false; // by this view itself
    QString m_missing;
};

} // namespace interleave::ui
