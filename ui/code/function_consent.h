// Whether a function that an experiment brings may run: it can do all that the user can. Who has
// typed it knows it; what came from a file, or from an earlier session, is shown first, once.
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

    /// Its function, if it has one, was written by somebody else.
    void noteForeign(const Experiment& experiment);
    /// Asks where that is needed.
    [[nodiscard]] bool mayRun(const Experiment& experiment, QWidget* parent);

private:
    FunctionPrompt m_prompt;
    std::set<std::string> m_foreign;
    std::set<std::string> m_known; // seen, and run
};

} // namespace interleave::ui
