#include "core/workload/image/journal_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

namespace interleave {

namespace {

std::uint64_t littleEndianAt(std::string_view bytes)
{
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), sizeof word); ++i)
        word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return word;
}

std::uint64_t mixed(std::uint64_t sum, std::uint64_t word)
{
    constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15;
    return std::rotl((sum ^ word) * kOdd, 29);
}

// What stands for itself in a line.
bool isPlainInJournal(char byte)
{
    return byte > ' ' && byte < 0x7f && byte != '%';
}

std::string encodedField(std::string_view field)
{
    std::string text;
    for (const char byte : field) {
        if (isPlainInJournal(byte))
            text += byte;
        else
            text += fmt::format("%{:02x}", static_cast<unsigned char>(byte));
    }
    return text;
}

std::optional<std::string> decodedField(std::string_view text)
{
    std::string field;
    while (!text.empty()) {
        if (text.front() != '%') {
            field += text.front();
            text.remove_prefix(1);
            continue;
        }
        unsigned byte = 0;
        const char* end = text.data() + std::min<std::size_t>(text.size(), 3);
        const auto read = std::from_chars(text.data() + 1, end, byte, 16);
        if (read.ec != std::errc() || read.ptr != text.data() + 3)
            return std::nullopt;
        field += static_cast<char>(byte);
        text.remove_prefix(3);
    }
    return field;
}

std::string sumText(std::string_view text)
{
    return fmt::format("{:016x}", contentSum(text));
}

} // namespace

std::uint64_t contentSum(std::string_view bytes)
{
    std::uint64_t sum = mixed(0, bytes.size());
    for (; bytes.size() >= sizeof sum; bytes.remove_prefix(sizeof sum))
        sum = mixed(sum, littleEndianAt(bytes));
    sum = mixed(sum, littleEndianAt(bytes));
    return mixed(sum, sum >> 32U);
}

std::string journalLine(std::span<const std::string> fields)
{
    std::string text;
    for (const std::string& field : fields)
        text += encodedField(field) + ' ';
    return '\n' + text + sumText(text) + '\n';
}

std::optional<std::vector<std::string>> fieldsOfJournalLine(std::string_view line)
{
    const std::size_t last = line.rfind(' ');
    if (last == std::string_view::npos
        || line.substr(last + 1) != sumText(line.substr(0, last + 1)))
        return std::nullopt;
    std::vector<std::string> fields;
    for (line = line.substr(0, last + 1); !line.empty(); line.remove_prefix(line.find(' ') + 1)) {
        auto field = decodedField(line.substr(0, line.find(' ')));
        if (!field)
            return std::nullopt;
        fields.push_back(*std::move(field));
    }
    return fields;
}

} // namespace interleave
