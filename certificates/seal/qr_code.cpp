#include "certificates/seal/qr_code.hpp"

#include "hat_driver/base/system_error.hpp"

#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <stdexcept>
#include <string>

namespace cupola::seal {
namespace {

struct FreeQr {
  void operator()(QRcode* code) const { ::QRcode_free(code); }
};

}  // namespace

QrCode make_qr_code(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos)
    throw std::invalid_argument("a QR code needs a text without NUL, got none");
  const std::string copy(text);
  const std::unique_ptr<QRcode, FreeQr> code(
      ::QRcode_encodeString(copy.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!code && errno == ERANGE) {
    throw std::invalid_argument("a QR code holds at most 2331 bytes, got " + std::to_string(text.size()));
  }
  if (!code) base::throw_errno("make", "a QR code");
  QrCode result;
  result.width = static_cast<std::size_t>(code->width);
  result.black.resize(result.width * result.width);
  for (std::size_t i = 0; i < result.black.size(); ++i) result.black[i] = (code->data[i] & 1U) != 0;
  return result;
}

}  // namespace cupola::seal
