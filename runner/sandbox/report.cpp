#include "runner/sandbox/report.hpp"

#include <algorithm>
#include <cstring>

namespace cupola::sandbox {
namespace {

std::optional<record::ProgramError> parse_error(std::string_view payload) {
  ReportedError head;
  if (payload.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, payload.data(), sizeof head);
  const std::string_view text = payload.substr(sizeof head);
  if (head.line < 0 || head.type_size > text.size()) return std::nullopt;
  return record::ProgramError{.type = std::string{text.substr(0, head.type_size)},
                              .message = std::string{text.substr(head.type_size)},
                              .line = head.line};
}

std::int64_t number_in(std::string_view payload) {
  std::int64_t number = 0;
  std::memcpy(&number, payload.data(), sizeof number);
  return number;
}

/// Records without a payload.
bool note(bool& flag, std::string_view payload) {
  flag = flag || payload.empty();
  return payload.empty();
}

}  // namespace

void ReportParser::add(std::string_view bytes) {
  const std::size_t room = kLargestReport - std::min(total_, kLargestReport);
  total_ += bytes.size();
  if (ended_) return;
  pending_.append(bytes.substr(0, room));
  std::size_t position = 0;
  ReportHeader header;
  while (!ended_ && pending_.size() - position >= sizeof header) {
    std::memcpy(&header, pending_.data() + position, sizeof header);
    if (header.size > kLargestRecord - sizeof header) {
      ended_ = true;
      break;
    }
    if (pending_.size() - position - sizeof header < header.size) break;
    take_record(header.kind, std::string_view{pending_}.substr(position + sizeof header, header.size));
    position += sizeof header + header.size;
  }
  pending_.erase(0, position);
}

void ReportParser::take_record(std::uint32_t kind, std::string_view payload) {
  if (!take(static_cast<ReportKind>(kind), payload, records_++)) ended_ = true;
}

/// False for what cannot be.
bool ReportParser::take(ReportKind kind, std::string_view payload, int number) {
  switch (kind) {
    case ReportKind::Start:
      // A second start is a program's attempt to move its own beginning.
      if (number != 1 || !report_.ready || payload.size() != sizeof(std::int64_t)) return false;
      report_.start_ns = number_in(payload);
      return true;
    case ReportKind::Ready:
      if (number != 0 || payload.size() != sizeof(std::int64_t)) return false;
      report_.ready = true;
      report_.ready_cpu_ns = number_in(payload);
      return true;
    case ReportKind::Broken:
      if (number != 0) return false;
      report_.broken.assign(payload);
      return true;
    case ReportKind::Error:
      if (auto error = parse_error(payload)) {
        report_.error = std::move(error);
        return true;
      }
      return false;
    case ReportKind::Input:
      return note(report_.asked_for_input, payload);
    case ReportKind::Memory:
      return note(report_.memory_error, payload);
    case ReportKind::Sigsys:
      return note(report_.sends_sigsys, payload);
  }
  return false;
}

}  // namespace cupola::sandbox
