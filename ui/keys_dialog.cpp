#include "ui/keys_dialog.h"

#include "ui/key_list.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenuBar>
#include <QScrollBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr int kLinesHigh = 40; // where the window is so high

void addGroup(QTreeWidget& tree, const KeyGroup& group)
{
    auto* title = new QTreeWidgetItem(&tree, {group.title});
    QFont bold = tree.font();
    bold.setBold(true);
    title->setFont(0, bold);
    title->setFirstColumnSpanned(true);
    title->setExpanded(true);
    for (const KeyEntry& key : group.keys)
        new QTreeWidgetItem(title, {key.what, key.keys});
}

} // namespace

KeysDialog::KeysDialog(QMainWindow* window)
    : QDialog(window)
    , m_window(window)
    , m_keys(new QTreeWidget(this))
{
    setWindowTitle(tr("Keys"));
    m_keys->setAccessibleName(tr("Keys"));
    m_keys->setHeaderLabels({tr("what it does"), tr("keys")});
    m_keys->setRootIsDecorated(false);
    m_keys->header()->setStretchLastSection(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_keys);
    layout->addWidget(buttons);
}

void KeysDialog::fill()
{
    m_keys->clear();
    for (const KeyGroup& group : keysOfMenus(*m_window->menuBar()))
        addGroup(*m_keys, group);
    for (const KeyGroup& group : keysOfViews(*m_window->centralWidget()))
        addGroup(*m_keys, group);
    fit();
}

// All of a key can be read.
void KeysDialog::fit()
{
    int width = m_keys->verticalScrollBar()->sizeHint().width() + 2 * m_keys->frameWidth();
    for (int column = 0; column < m_keys->columnCount(); ++column) {
        m_keys->resizeColumnToContents(column);
        width += m_keys->columnWidth(column);
    }
    const QMargins around = layout()->contentsMargins();
    resize(QSize(width + around.left() + around.right(), kLinesHigh * fontMetrics().height())
               .boundedTo(m_window->size()));
}

QAction* makeKeysAction(QMainWindow* window)
{
    auto* action = new QAction(KeysDialog::tr("&Keys"), window);
    action->setShortcut(QKeySequence::HelpContents);
    QObject::connect(action, &QAction::triggered, window, [window] {
        auto* dialog = window->findChild<KeysDialog*>();
        if (dialog == nullptr)
            dialog = new KeysDialog(window);
        dialog->fill();
        dialog->show();
        dialog->raise();
        dialog->activateWindow();
    });
    return action;
}

} // namespace interleave::ui
