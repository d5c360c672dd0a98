#include "ui/code/code_view.h"

#include "ui/models/core_sentence.h"
#include "ui/widgets/application_font.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/elided_label.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QVBoxLayout>

namespace interleave::ui {

CodeView::CodeView(QWidget* parent)
    : QWidget(parent)
    , m_languages(new QTabBar(this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_why(new ElidedLabel(this))
    , m_text(new QPlainTextEdit(this))
    , m_highlighter(new CodeHighlighter(m_text->document()))
{
    setAccessibleName(tr("Program"));
    m_languages->setAccessibleName(tr("Language of the program"));
    m_languages->setDrawBase(false);
    m_languages->addTab(tr("Python"));
    m_languages->addTab(tr("C++ with this library"));
    m_copy->setAccessibleName(tr("Copy the program"));
    m_copy->setToolTip(tr("Copies the program that is shown, whole"));
    m_why->setAccessibleName(tr("Why there is no program"));
    m_why->setElided(false);
    m_text->setAccessibleName(tr("Program text"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true); // Tab leaves it
    followApplicationFont(*m_text, codeFont);

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_languages);
    bar->addStretch();
    bar->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(bar);
    layout->addWidget(m_why);
    layout->addWidget(m_text, 1);
    layout->addStretch(); // where there is no text
    connect(m_languages, &QTabBar::currentChanged, this, &CodeView::showProgram);
    connect(m_copy, &QPushButton::clicked, this, &CodeView::copyAll);
    m_highlighter->setPalette(palette());
    showProgram();
}

void CodeView::setExperiment(const std::optional<Experiment>& experiment)
{
    if (experiment == m_experiment)
        return; // whoever reads it keeps his place
    m_experiment = experiment;
    showProgram();
}

void CodeView::setLanguage(CodeLanguage language)
{
    m_languages->setCurrentIndex(static_cast<int>(language));
}

CodeLanguage CodeView::language() const
{
    return static_cast<CodeLanguage>(m_languages->currentIndex());
}

void CodeView::showProgram()
{
    const auto program = m_experiment
        ? programOf(*m_experiment, language()).map_error(coreSentence)
        : tl::expected<std::string, QString>(tl::unexpected(
            tr("The program that does the same as the run will be here. Press Run.")));
    m_why->setText(program ? QString() : program.error());
    m_why->setVisible(!program);
    m_text->setVisible(program.has_value());
    m_copy->setEnabled(program.has_value());
    m_highlighter->setLanguage(language());
    m_text->setPlainText(program ? QString::fromStdString(*program) : QString());
}

void CodeView::copyAll() const
{
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
}

void CodeView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setPalette(palette());
}

} // namespace interleave::ui
