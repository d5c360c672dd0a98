#include "ui/lessons/given_editor.h"

#include "ui/lessons/answer_text.h"
#include "ui/lessons/item_order.h"
#include "ui/models/number_reading.h"
#include "ui/widgets/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <limits>

namespace interleave::ui {

namespace {

constexpr int kFieldCharacters = 14;

const ValueSpec& anyNumber()
{
    static const ValueSpec kSpec{.name = "answer",
        .type = ValueType::Real,
        .minimum = std::numeric_limits<double>::lowest(),
        .maximum = std::numeric_limits<double>::max()};
    return kSpec;
}

std::vector<double> numbersIn(const QString& typed)
{
    std::vector<double> numbers;
    for (const FieldValue& value : readingsOf(anyNumber(), typed.trimmed())) {
        if (const auto* real = std::get_if<double>(&value))
            numbers.push_back(*real);
        else if (const auto* whole = std::get_if<std::int64_t>(&value))
            numbers.push_back(static_cast<double>(*whole));
    }
    return numbers;
}

// What was typed stays as it was typed.
void write(QLineEdit& field, double number)
{
    const std::vector<double> typed = numbersIn(field.text());
    if (typed.size() != 1 || typed.front() != number)
        field.setText(plainNumber(number));
}

} // namespace

GivenEditor::GivenEditor(const Question& question, QWidget* parent)
    : QWidget(parent)
    , m_question(question)
{
    switch (question.kind) {
    case AnswerKind::Number:
    case AnswerKind::Range:
        makeFields();
        break;
    case AnswerKind::Choice:
        makeOptions();
        break;
    case AnswerKind::Order:
        makeItems();
        break;
    }
}

QLineEdit* GivenEditor::addField(const QString& name)
{
    auto* field = new QLineEdit(this);
    field->setAccessibleName(name);
    field->setMaximumWidth(field->fontMetrics().averageCharWidth() * kFieldCharacters);
    connect(field, &QLineEdit::textChanged, this, &GivenEditor::changed);
    connect(field, &QLineEdit::returnPressed, this, &GivenEditor::entered);
    m_fields.push_back(field);
    return field;
}

void GivenEditor::makeFields()
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    if (m_question.kind == AnswerKind::Number) {
        layout->addWidget(addField(tr("Your answer")));
    } else {
        layout->addWidget(addField(tr("From")));
        layout->addWidget(new QLabel(tr("to"), this));
        layout->addWidget(addField(tr("To")));
    }
    layout->addWidget(new QLabel(askedUnit(m_question), this));
    layout->addStretch(1);
    setFocusProxy(m_fields.front());
}

void GivenEditor::makeOptions()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const Option& option : m_question.options) {
        auto* button = new QRadioButton(QString::fromStdString(option.text), this);
        connect(button, &QAbstractButton::toggled, this, &GivenEditor::changed);
        layout->addWidget(button);
        m_options.push_back(button);
    }
    setFocusProxy(m_options.front());
}

void GivenEditor::makeItems()
{
    QStringList texts;
    for (const OrderedItem& item : m_question.items)
        texts << QString::fromStdString(item.text);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* how = new QLabel(tr("The smallest first: drag them, or Alt with the arrows"), this);
    how->setWordWrap(true);
    m_items = new ItemOrder(texts, this);
    m_items->setAccessibleName(tr("Your order, the smallest first"));
    layout->addWidget(how);
    layout->addWidget(m_items);
    setFocusProxy(m_items);
}

std::optional<Given> GivenEditor::given() const
{
    if (!m_fields.empty())
        return givenNumber();
    if (m_items != nullptr)
        return m_items->order();
    return givenOption();
}

std::optional<Given> GivenEditor::givenNumber() const
{
    std::vector<double> numbers;
    for (const QLineEdit* field : m_fields) {
        const std::vector<double> read = numbersIn(field->text());
        if (read.size() != 1)
            return std::nullopt;
        numbers.push_back(read.front());
    }
    if (numbers.size() == 1)
        return numbers.front();
    if (numbers.front() > numbers.back())
        return std::nullopt;
    return NumberRange{numbers.front(), numbers.back()};
}

std::optional<Given> GivenEditor::givenOption() const
{
    for (std::size_t i = 0; i < m_options.size(); ++i) {
        if (m_options[i]->isChecked())
            return i;
    }
    return std::nullopt;
}

QString GivenEditor::problem() const
{
    for (const QLineEdit* field : m_fields) {
        if (field->text().trimmed().isEmpty())
            return {};
        const std::vector<double> read = numbersIn(field->text());
        if (read.empty())
            return tr("“%1” is no number").arg(field->text());
        if (read.size() > 1)
            return tr("“%1” can be %2 or %3: write it without a separator")
                .arg(field->text(), plainNumber(read.front()), plainNumber(read.back()));
    }
    if (!m_fields.empty() && !given())
        return tr("The first number must not be larger than the second");
    return {};
}

void GivenEditor::setGiven(const Given& given)
{
    if (const auto* number = std::get_if<double>(&given)) {
        write(*m_fields.front(), *number);
    } else if (const auto* range = std::get_if<NumberRange>(&given)) {
        write(*m_fields.front(), range->from);
        write(*m_fields.back(), range->to);
    } else if (const auto* option = std::get_if<std::size_t>(&given)) {
        m_options.at(*option)->setChecked(true);
    } else {
        m_items->setOrder(std::get<std::vector<std::size_t>>(given));
    }
}

} // namespace interleave::ui
