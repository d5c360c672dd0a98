// A heading and the rows below it; a section that folds shows its rows only when it is asked to.
#pragma once

#include "ui/config/field_row.h"

class QToolButton;
class QVBoxLayout;

namespace interleave::ui {

enum class Folding { Never, Folded };

class FormSection : public QWidget
{
    Q_OBJECT

public:
    FormSection(const QString& title, Folding folding, QWidget* parent = nullptr);

    /// At `position`, or at the end. The section owns the row.
    void insertRow(FieldRow* row, int position = -1);
    [[nodiscard]] QList<FieldRow*> rows() const;
    void unfold();
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const;

private:
    [[nodiscard]] QWidget* makeHeading(const QString& title, Folding folding);
    void setUnfolded(bool unfolded);

    QWidget* m_body;
    QVBoxLayout* m_rows;
    QToolButton* m_toggle = nullptr; // nothing where the section does not fold
};

} // namespace interleave::ui
