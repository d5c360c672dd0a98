// The end of what the window has of another process: nobody waits for it in the window's thread.
#pragma once

#include "ui/models/in_background.h"

#include <QSocketNotifier>

#include <memory>
#include <utility>

namespace interleave::ui {

/// Ends it in `threads`: its end waits for its process's.
template <class Client>
void endElsewhere(QThreadPool& threads, std::shared_ptr<Client> client)
{
    startIn(threads, [client = std::move(client)]() mutable {
        client->end();
        client.reset(); // what it holds ends here, whoever frees the call
    });
}

/// It may be the sender of the signal that is being handled.
inline void dropNotifier(std::unique_ptr<QSocketNotifier>& notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false);
    notifier.release()->deleteLater();
}

} // namespace interleave::ui
