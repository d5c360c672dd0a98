#include "ui/config/folder_editor.h"

#include "core/model/path_text.h"
#include "ui/config/field_text.h"
#include "ui/models/value_text.h"
#include "ui/widgets/named_path.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QSignalBlocker>
#include <QToolButton>

#include <utility>

namespace interleave::ui {

QStringList askForPlaces(QWidget* parent, const QString& start, Sought sought)
{
    if (sought == Sought::Files)
        return QFileDialog::getOpenFileNames(
            parent, FolderEditor::tr("Choose pictures, or a list of pictures"), start);
    if (sought == Sought::Program) {
        const QString file = QFileDialog::getOpenFileName(parent,
            FolderEditor::tr("Choose a Python file"),
            start,
            FolderEditor::tr("Python (*.py);;All files (*)"));
        return file.isEmpty() ? QStringList() : QStringList{file};
    }
    const QString folder
        = QFileDialog::getExistingDirectory(parent, FolderEditor::tr("Choose a folder"), start);
    return folder.isEmpty() ? QStringList() : QStringList{folder};
}

FolderEditor::FolderEditor(const ValueSpec& spec, PlacePrompt prompt, QWidget* parent)
    : ValueEditor(parent)
    , m_prompt(std::move(prompt))
    , m_path(new QLineEdit(this))
    , m_input([this](const ChosenInput& chosen) { take(chosen); }, Older::LeftAlone)
{
    m_path->setPlaceholderText(coreWord(spec.automaticMeans));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_path);
    auto* browse = addButton(tr("…"), tr("Choose a folder"), Sought::Folder);
    browse->setAccessibleName(tr("Browse for the %1").arg(coreWord(spec.title)));
    const bool takesFiles = !spec.textForm.empty();
    if (takesFiles) {
        const QString choose = tr("Choose pictures, or a list of pictures");
        addButton(tr("Files…"), choose, Sought::Files)->setAccessibleName(choose);
    }
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        m_input.giveUp(); // what is typed later counts
        m_problem.clear();
        Q_EMIT edited();
    });
}

QToolButton* FolderEditor::addButton(const QString& text, const QString& tip, Sought sought)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, sought] { browse(sought); });
    m_buttons.append(button);
    return button;
}

FieldValue FolderEditor::value() const
{
    const std::string text = m_path->text().toStdString();
    return pathFromText(text).value_or(text); // which is no folder, as its note will say
}

void FolderEditor::setValue(const FieldValue& value)
{
    const QSignalBlocker blocker(m_path);
    m_input.giveUp();
    m_problem.clear();
    const std::string path = toText(value);
    m_path->setText(path == kAutomatic ? QString() : QString::fromStdString(textOfPath(path)));
}

std::optional<QString> FolderEditor::problem() const
{
    return m_problem.isEmpty() ? std::nullopt : std::optional(m_problem);
}

QList<QWidget*> FolderEditor::keyboardWidgets() const
{
    QList<QWidget*> widgets{m_path};
    for (QToolButton* button : m_buttons)
        widgets.append(button);
    return widgets;
}

void FolderEditor::applyReadOnly()
{
    m_path->setReadOnly(isReadOnly());
    for (QToolButton* button : m_buttons)
        button->setVisible(!isReadOnly());
    flatten(*m_path);
}

// While the dialog is open another experiment may be opened, and this field go with the one before.
void FolderEditor::browse(Sought sought)
{
    const QPointer<FolderEditor> still(this);
    const PlacePrompt prompt = m_prompt;
    const QStringList chosen = prompt(window(), m_path->text(), sought);
    if (still.isNull() || chosen.isEmpty())
        return;
    if (sought == Sought::Folder)
        return take({.path = pathOf(chosen.front())});
    m_input.ask([chosen](const QPromise<ChosenInput>& /*promise*/) {
        std::vector<std::filesystem::path> files;
        for (const QString& file : chosen)
            files.push_back(pathOf(file));
        return inputOf(files, PictureLists::ofUser());
    });
}

// A run may have begun meanwhile.
void FolderEditor::take(const ChosenInput& chosen)
{
    if (isReadOnly())
        return;
    if (chosen.problem.isEmpty()) {
        m_path->setText(QString::fromStdString(textOfPath(chosen.path.string())));
        return;
    }
    m_problem = chosen.problem;
    Q_EMIT edited();
}

} // namespace interleave::ui
