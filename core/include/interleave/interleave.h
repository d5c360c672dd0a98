// The library in one header: processes, pools, and what they share.
//
//   #include <interleave/interleave.h>
//
// A program that compiles too slowly may include what it needs of the headers below instead.
#pragma once

#include "core/base/or_throw.h"
#include "core/handles/barrier.h"
#include "core/handles/condition.h"
#include "core/handles/event.h"
#include "core/ipc/pipe.h"
#include "core/ipc/queue.h"
#include "core/ipc/shared_array.h"
#include "core/ipc/value.h"
#include "core/pool/map_reduce.h"
#include "core/pool/pool.h"
#include "core/pool/process_executor.h"
#include "core/pool/thread_executor.h"
#include "core/pool/wait.h"
#include "core/process/context.h"
#include "core/process/process.h"
#include "core/sync/lock.h"
#include "core/sync/semaphore.h"
