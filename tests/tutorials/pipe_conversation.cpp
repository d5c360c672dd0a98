// One process sends, another receives, until the sender has closed its end.
//
// Output, in any order:
// Sent the message: hello
// Sent the message: hey
// Sent the message: hru?
// Received the message: hello
// Received the message: hey
// Received the message: hru?
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

void sender(const PipeEnd<std::string>& connection, const std::vector<std::string>& messages)
{
    for (const std::string& message : messages) {
        orThrow(connection.send(message));
        print("Sent the message:", message);
    }
}

void receiver(const PipeEnd<std::string>& connection)
{
    while (const auto message = connection.receive())
        print("Received the message:", *message);
}

int main()
{
    const auto [one, other] = orThrow(Pipe<std::string>::create());
    Process p1(sender, one, std::vector<std::string>{"hello", "hey", "hru?"});
    Process p2(receiver, other);
    orThrow(p1.start());
    orThrow(p2.start());
    one.close(); // the processes have their own
    other.close();
    p1.join();
    p2.join();
}
