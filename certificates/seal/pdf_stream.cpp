#include "certificates/seal/pdf_stream.hpp"

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <stdexcept>

namespace cupola::seal {
namespace {

constexpr const char* kTooMuch = "a part of it unpacks to far too much";

/// Keeps what comes through, and ends it all when that is too much.
class Gather final : public Pipeline {
 public:
  explicit Gather(std::size_t largest) : Pipeline("gather", nullptr), largest_(largest) {}
  void write(const unsigned char* data, std::size_t size) override {
    too_much_ = too_much_ || size > largest_ - bytes_.size();
    if (too_much_) throw std::runtime_error(kTooMuch);
    bytes_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}
  bool too_much() const { return too_much_; }
  std::string take() { return std::move(bytes_); }

 private:
  bool too_much_ = false;
  std::size_t largest_;
  std::string bytes_;
};

}  // namespace

std::optional<std::string> unpack(const QPDFObjectHandle& stream, std::size_t largest) {
  Gather gather(largest);
  bool unpacked = false;
  QPDFObjectHandle handle = stream;
  handle.pipeStreamData(&gather, &unpacked, 0, qpdf_dl_generalized, true, false);
  // qpdf takes what a pipeline throws for a damaged stream, and goes on.
  if (gather.too_much()) throw std::runtime_error(kTooMuch);
  if (!unpacked) return std::nullopt;
  return gather.take();
}

}  // namespace cupola::seal
