// A small text where it belongs: a hint, a warning or a problem, in its colour and with its sign.
// It wraps, unless it is to be elided.
#pragma once

#include "ui/widgets/elided_label.h"

namespace interleave::ui {

enum class NoteKind { Hint, Warning, Problem };

class NoteLabel : public ElidedLabel
{
    Q_OBJECT

public:
    explicit NoteLabel(QWidget* parent = nullptr);

    /// Hidden while `text` is empty.
    void setNote(NoteKind kind, const QString& text);
    [[nodiscard]] NoteKind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateColor();

    NoteKind m_kind = NoteKind::Hint;
};

} // namespace interleave::ui
