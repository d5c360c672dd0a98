// What Escape does before it stops a run.
#pragma once

class QWidget;

namespace interleave::ui {

/// Ends a search, closes a picture that is open, or takes back what is selected, in the views of
/// `pages` that are seen. False: there was nothing.
bool clearSelection(const QWidget& pages);

} // namespace interleave::ui
