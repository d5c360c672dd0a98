// Which primitives are compared is chosen beside the form, which stays as it is.
#pragma once

#include <QWidget>

class QPushButton;

namespace interleave::ui {

class PrimitiveChoice;

class PrimitivePage : public QWidget
{
    Q_OBJECT

public:
    explicit PrimitivePage(QWidget* parent = nullptr);

    [[nodiscard]] PrimitiveChoice& choice() { return *m_choice; }
    /// Whether there is one to go back to.
    void setHasRun(bool hasRun);

Q_SIGNALS:
    void compareRequested();
    void backRequested();

private:
    PrimitiveChoice* m_choice;
    QPushButton* m_back;
};

} // namespace interleave::ui
