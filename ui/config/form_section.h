// A heading and the rows below it. One that folds shows all its rows only when it is asked to; what
// is not as usual in it is always shown. Whether it is open is remembered.
#pragma once

#include "ui/config/field_row.h"

#include <map>

class QToolButton;
class QVBoxLayout;

namespace interleave::ui {

enum class Folding { Never, Folded };

class FormSection : public QWidget
{
    Q_OBJECT

public:
    /// `key` is its name in the settings.
    FormSection(
        const QString& key, const QString& title, Folding folding, QWidget* parent = nullptr);

    /// At `position`, or at the end. The section owns the row.
    void insertRow(FieldRow* row, int position = -1);
    /// And deletes it, with what stands in its place.
    void removeRow(FieldRow* row);
    [[nodiscard]] QList<FieldRow*> rows() const;
    /// Shows the rows that apply, and itself where there is one.
    void refresh();
    void unfold();
    [[nodiscard]] bool isUnfolded() const { return m_unfolded; }
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const;

private:
    [[nodiscard]] QWidget* makeHeading(const QString& title, Folding folding);
    void setUnfolded(bool unfolded);
    void showReplacement(FieldRow* row, bool shown);

    QString m_key;
    QVBoxLayout* m_rows;
    std::map<const FieldRow*, NoteLabel*> m_replacements; // each behind its row
    QToolButton* m_toggle = nullptr; // nothing where the section does not fold
    bool m_unfolded = true;
};

} // namespace interleave::ui
