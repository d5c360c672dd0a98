#include "core/pool/job_memory.h"

#include <algorithm>
#include <cstring>

namespace interleave {

namespace {

std::size_t wholeLines(std::size_t bytes)
{
    return (bytes + kCacheLine - 1) / kCacheLine * kCacheLine;
}

// Where the sections begin; the last is the end of all.
struct Sections
{
    explicit Sections(const JobBlock& block)
        : claims(wholeLines(sizeof(JobBlock)))
        , callable(claims + block.parts * sizeof(ClaimSlot))
        , offsets(callable + wholeLines(block.callableBytes))
        , inputs(offsets + wholeLines(block.offsetCount * sizeof(std::uint64_t)))
        , ledger(inputs + wholeLines(block.inputBytes))
        , end(ledger + TaskLedger::linesFor(block.items) * sizeof(TaskLedger::Line))
    {
    }
    std::size_t claims;
    std::size_t callable;
    std::size_t offsets;
    std::size_t inputs;
    std::size_t ledger;
    std::size_t end;
};

void describe(JobBlock& block, const JobSpec& spec)
{
    block.items = spec.items;
    block.firstItem = spec.firstItem;
    block.callableBytes = spec.callable.size();
    block.offsetCount = spec.offsets.size();
    block.inputBytes = spec.inputs.size();
    block.parts = spec.how.workers;
    block.timed = spec.timed;
    block.timeoutNs = spec.timeoutNs;
}

Sections sectionsOf(const JobSpec& spec)
{
    JobBlock layout{};
    describe(layout, spec);
    return Sections(layout);
}

} // namespace

std::size_t JobMemory::bytesFor(const JobSpec& spec)
{
    return sectionsOf(spec).end;
}

Result<JobMemory, SystemError> JobMemory::create(const JobSpec& spec)
{
    const std::size_t bytes = bytesFor(spec);
    auto memory = SharedMemory::create("interleave-job", bytes);
    if (!memory)
        return tl::unexpected(memory.error());
    if (auto reserved = memory->reserve(0, bytes); !reserved)
        return tl::unexpected(reserved.error());
    JobMemory job(std::span(memory->bytes(), bytes));
    job.m_own = *std::move(memory);
    job.fill(spec);
    return job;
}

JobMemory::JobMemory(std::span<std::byte> bytes, const JobSpec& spec)
    : JobMemory(bytes)
{
    std::memset(m_bytes.data(), 0, m_bytes.size());
    fill(spec);
}

// Bytes that are zero.
void JobMemory::fill(const JobSpec& spec)
{
    const Sections sections = sectionsOf(spec);
    describe(block(), spec);
    findSections();
    block().queue.create(spec.items, spec.how, m_claims);
    char* bytes = reinterpret_cast<char*>(m_bytes.data());
    spec.callable.copy(bytes + sections.callable, spec.callable.size());
    if (!spec.offsets.empty())
        std::ranges::copy(std::as_bytes(spec.offsets), m_bytes.data() + sections.offsets);
    spec.inputs.copy(bytes + sections.inputs, spec.inputs.size());
}

Result<JobMemory, SystemError> JobMemory::attach(UniqueFd descriptor)
{
    auto memory = SharedMemory::attach(std::move(descriptor));
    if (!memory)
        return tl::unexpected(memory.error());
    return attach(std::span(memory->bytes(), memory->size())).map([&](JobMemory job) {
        job.m_own = *std::move(memory);
        return job;
    });
}

Result<JobMemory, SystemError> JobMemory::attach(std::span<std::byte> bytes)
{
    JobMemory job(bytes);
    if (bytes.size() < sizeof(JobBlock) || bytes.size() != Sections(job.block()).end)
        return fail(SystemError::Broken, "the memory of the map has another size");
    job.findSections();
    return job;
}

void JobMemory::findSections()
{
    const Sections sections(block());
    m_claims = objects<ClaimSlot>(sections.claims, block().parts);
    m_offsets = objects<std::uint64_t>(sections.offsets, block().offsetCount);
    m_lines = objects<TaskLedger::Line>(sections.ledger, TaskLedger::linesFor(block().items));
    m_callable = reinterpret_cast<const char*>(m_bytes.data() + sections.callable);
    m_inputs = reinterpret_cast<const char*>(m_bytes.data() + sections.inputs);
}

std::string_view JobMemory::packedInput(std::uint64_t item) const
{
    const std::uint64_t begin = item == 0 ? 0 : m_offsets[item - 1];
    return {m_inputs + begin, m_offsets[item] - begin};
}

} // namespace interleave
