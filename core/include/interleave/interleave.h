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
#include "core/handles/lock.h"
#include "core/handles/pipe.h"
#include "core/handles/queue.h"
#include "core/handles/semaphore.h"
#include "core/handles/shared_array.h"
#include "core/handles/value.h"
#include "core/pool/map_reduce.h"
#include "core/pool/pool.h"
#include "core/pool/process_executor.h"
#include "core/pool/thread_executor.h"
#include "core/pool/wait.h"
#include "core/process/context.h"
#include "core/process/process.h"
