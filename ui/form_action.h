// Whether the form is beside the results: without it they have the whole width, which a small
// screen needs. Remembered from one start of the window to the next.
#pragma once

#include <QAction>

namespace interleave::ui {

class ExperimentForm;
class RunPage;

class FormAction : public QAction
{
    Q_OBJECT

public:
    /// All stay the caller's; `page` gets the focus that a hidden form had.
    FormAction(ExperimentForm* form, RunPage* page, QObject* parent);

    /// The form may be shown, or hidden, by others: what is wrong in it, a presentation.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(bool shown);
    void giveRoom();

    ExperimentForm* m_form;
    RunPage* m_page;
    int m_width = 0; // the form's, when it was hidden
};

} // namespace interleave::ui
