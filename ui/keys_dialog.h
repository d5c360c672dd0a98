// The keys of the window and of the view that is seen, in a window beside it, so that they can be
// tried.
#pragma once

#include <QDialog>

class QAction;
class QMainWindow;
class QTreeWidget;

namespace interleave::ui {

class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeysDialog(QMainWindow* window);

    /// With those of what is seen now.
    void fill();

private:
    void fit();

    QMainWindow* m_window;
    QTreeWidget* m_keys;
};

/// Opens it, or fills it anew. Belongs to `window`.
[[nodiscard]] QAction* makeKeysAction(QMainWindow* window);

} // namespace interleave::ui
