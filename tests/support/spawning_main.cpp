// The main() of test programs whose tests start children by spawn or fork server.

#include "core/process/context.h"

#include <gmock/gmock.h>

int main(int argc, char** argv)
{
    interleave::childMain(argc, argv);
    testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
