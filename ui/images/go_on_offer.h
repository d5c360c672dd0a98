// Offers to go on with a batch of pictures that ended before its end, and says how much is left.
#pragma once

#include "core/model/picture_account.h"
#include "ui/images/picture_states.h"

#include <QString>
#include <QWidget>

#include <optional>

class QAction;
class QPushButton;

namespace interleave::ui {

class NoteLabel;

class GoOnOffer : public QWidget
{
    Q_OBJECT

public:
    /// It can be taken while `run` can be triggered, which stays the caller's; null: always.
    explicit GoOnOffer(const QAction* run, QWidget* parent = nullptr);

    /// Of a trial that is over; `account` is what it says of itself. Hidden where nothing is left.
    void offer(const PictureStates& states, const std::optional<PictureAccount>& account);
    /// "Pictures that are left: 23 of 60".
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void taken();

private:
    NoteLabel* m_left;
    QPushButton* m_goOn;
};

} // namespace interleave::ui
