#include "runner/sandbox/launcher_report.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace cupola::sandbox {
namespace {

constexpr std::size_t kLargestType = 512;
constexpr std::size_t kLargestMessage = 3000;

std::string_view cut(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  // Step back over continuation bytes (10xxxxxx), so that no character is halved.
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0u) == 0x80u) --size;
  return text.substr(0, size);
}

}  // namespace

void ReportWriter::ready(std::int64_t cpu_ns) const { send_number(ReportKind::Ready, cpu_ns); }

void ReportWriter::start(std::int64_t monotonic_ns) const { send_number(ReportKind::Start, monotonic_ns); }

void ReportWriter::broken(std::string_view text) const {
  send(ReportKind::Broken, cut(text, kLargestMessage));
}

void ReportWriter::input() const { send(ReportKind::Input, {}); }

void ReportWriter::memory() const { send(ReportKind::Memory, {}); }

void ReportWriter::sigsys() const { send(ReportKind::Sigsys, {}); }

void ReportWriter::error(std::string_view type, std::string_view message, int line) const {
  type = cut(type, kLargestType);
  message = cut(message, kLargestMessage);
  const ReportedError head{.line = line, .type_size = static_cast<std::uint32_t>(type.size())};
  std::array<char, sizeof head + kLargestType + kLargestMessage> payload{};
  std::memcpy(payload.data(), &head, sizeof head);
  std::memcpy(payload.data() + sizeof head, type.data(), type.size());
  std::memcpy(payload.data() + sizeof head + type.size(), message.data(), message.size());
  send(ReportKind::Error, {payload.data(), sizeof head + type.size() + message.size()});
}

void ReportWriter::send_number(ReportKind kind, std::int64_t number) const {
  std::array<char, sizeof number> bytes{};
  std::memcpy(bytes.data(), &number, bytes.size());
  send(kind, {bytes.data(), bytes.size()});
}

void ReportWriter::send(ReportKind kind, std::string_view payload) const {
  // On the stack: this must also work when the program has used up its memory.
  std::array<char, kLargestRecord> record{};
  const ReportHeader header{.kind = static_cast<std::uint32_t>(kind),
                            .size = static_cast<std::uint32_t>(payload.size())};
  std::memcpy(record.data(), &header, sizeof header);
  if (!payload.empty()) std::memcpy(record.data() + sizeof header, payload.data(), payload.size());
  while (::write(fd_, record.data(), sizeof header + payload.size()) < 0 && errno == EINTR) {
  }
}

}  // namespace cupola::sandbox
