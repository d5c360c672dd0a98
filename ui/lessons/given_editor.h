// Where an answer to a lesson's question is given: a number, a range, one of several, or an order.
#pragma once

#include "core/lesson/question.h"

#include <QWidget>

#include <optional>
#include <vector>

class QAbstractButton;
class QLineEdit;

namespace interleave::ui {

class ItemOrder;

class GivenEditor : public QWidget
{
    Q_OBJECT

public:
    explicit GivenEditor(const Question& question, QWidget* parent = nullptr);

    /// Nothing while none was given, or it is no answer; then problem() says why.
    [[nodiscard]] std::optional<Given> given() const;
    /// Empty while nothing is typed.
    [[nodiscard]] QString problem() const;
    void setGiven(const Given& given);

Q_SIGNALS:
    void changed();
    /// Return, in a field.
    void entered();

private:
    void makeFields();
    void makeOptions();
    void makeItems();
    QLineEdit* addField(const QString& name);
    [[nodiscard]] std::optional<Given> givenNumber() const;
    [[nodiscard]] std::optional<Given> givenOption() const;

    Question m_question;
    std::vector<QLineEdit*> m_fields; // of a number one, of a range two
    std::vector<QAbstractButton*> m_options;
    ItemOrder* m_items = nullptr;
};

} // namespace interleave::ui
