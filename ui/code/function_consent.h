// Whether a function that an experiment brings may run: it can do all that the user can. Who has
// typed it knows it; what came with an experiment or a run, or from an earlier session, is shown
// first, with what was changed in it since: who has changed a line has not read the others.
#pragma once

#include "core/model/experiment.h"

#include <QString>

#include <functional>
#include <set>
#include <string>

class QWidget;

namespace interleave::ui {

/// Shows the code, and asks whether it may run. Tests answer themselves.
using FunctionPrompt = std::function<bool(QWidget* parent, const QString& code)>;

/// A dialog with the code in it.
[[nodiscard]] bool askWhetherItMayRun(QWidget* parent, const QString& code);

class FunctionConsent
{
public:
    explicit FunctionConsent(FunctionPrompt prompt = askWhetherItMayRun)
        : m_prompt(std::move(prompt))
    {
    }

    /// The form has this now, and nobody has typed it there.
    void noteFilled(const Experiment& experiment);
    /// Asks where that is needed.
    [[nodiscard]] bool mayRun(const Experiment& experiment, QWidget* parent);

private:
    FunctionPrompt m_prompt;
    bool m_isForeign = false; // what the form has, or what that was made of
    std::set<std::string> m_known; // seen, and run
};

} // namespace interleave::ui
