// A small line of text where it belongs: a hint, a warning or a problem, in its colour and with its
// sign.
#pragma once

#include <QLabel>

namespace interleave::ui {

enum class NoteKind { Hint, Warning, Problem };

class NoteLabel : public QLabel
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
