// Standard input, output and error of this program.
#pragma once

namespace interleave {

/// First of all in main(): those that the program was started without are occupied, so that nothing
/// that it or its libraries open gets their numbers. Reading from and writing to them fails as
/// before.
void occupyClosedStandardStreams();

} // namespace interleave
