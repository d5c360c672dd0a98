// Which primitives are compared is chosen beside the form, which stays as it is.
#pragma once

#include <QWidget>

namespace interleave::ui {

class PrimitiveChoice;

class PrimitivePage : public QWidget
{
    Q_OBJECT

public:
    explicit PrimitivePage(QWidget* parent = nullptr);

    [[nodiscard]] PrimitiveChoice& choice() { return *m_choice; }

Q_SIGNALS:
    void compareRequested();
    void backRequested();

private:
    PrimitiveChoice* m_choice;
};

} // namespace interleave::ui
