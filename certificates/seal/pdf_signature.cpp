#include "certificates/seal/pdf_signature.hpp"

#include "certificates/seal/digest.hpp"
#include "certificates/seal/pdf_signature_field.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <sys/stat.h>

#include <stdexcept>

namespace cupola::seal {
namespace {

namespace fs = std::filesystem;

template <auto kFree>
struct Free {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Free<CMS_ContentInfo_free>>;
using Time = std::unique_ptr<ASN1_TIME, Free<ASN1_TIME_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

constexpr int kBits = 3072;
/// What a signature with one certificate of such a key needs is 2 kB.
constexpr std::size_t kRoom = 4096;
constexpr std::size_t kLargestPem = 65536;

/// Throws with OpenSSL's own reason unless `right`.
void require(bool right, const char* action) {
  if (right) return;
  const char* reason = ::ERR_reason_error_string(::ERR_get_error());
  throw std::runtime_error(fmt::format("{}: {}", action, reason == nullptr ? "OpenSSL fails" : reason));
}

fs::path key_path(const mission::Mission& mission) { return mission.folder / "keys" / "pdf-signature.key"; }
fs::path certificate_path(const mission::Mission& mission) {
  return mission.folder / "keys" / "pdf-signature.crt";
}

Bio bio_of(const std::string& bytes) {
  Bio bio(::BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  require(bio != nullptr, "read");
  return bio;
}

std::string bytes_of(BIO* bio) {
  char* data = nullptr;
  const long size = ::BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, int kind, const char* value) {
  const Extension extension(::X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
  require(extension && ::X509_add_ext(certificate, extension.get(), -1) == 1, "make the certificate");
}

/// "Mission Zero 2018 (Cupola)", cut to the 64 characters that a name may have.
std::string common_name(const mission::Mission& mission) {
  return fmt::format("Cupola mission {}", mission.id).substr(0, 64);
}

/// A serial number that two certificates do not share: of the key itself, positive.
void set_serial(X509* certificate, EVP_PKEY* key) {
  unsigned char* encoded = nullptr;
  const int size = ::i2d_PUBKEY(key, &encoded);
  require(size > 0, "make the certificate");
  Digest digest = sha256({reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size)});
  ::OPENSSL_free(encoded);
  digest[0] &= 0x7fU;
  BIGNUM* number = ::BN_bin2bn(digest.data(), 16, nullptr);
  ::BN_to_ASN1_INTEGER(number, ::X509_get_serialNumber(certificate));
  ::BN_free(number);
}

Certificate self_signed(const mission::Mission& mission, EVP_PKEY* key) {
  Certificate certificate(::X509_new());
  require(certificate && ::X509_set_version(certificate.get(), X509_VERSION_3) == 1, "make the certificate");
  set_serial(certificate.get(), key);
  X509_NAME* name = ::X509_get_subject_name(certificate.get());
  const std::string common = common_name(mission);
  ::X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(common.c_str()), -1, -1, 0);
  ::X509_set_issuer_name(certificate.get(), name);
  // Signatures bear the time of the flight, which may be older than this key; and a keepsake does not expire
  // (RFC 5280 section 4.1.2.5).
  ::ASN1_TIME_set_string(::X509_getm_notBefore(certificate.get()), "700101000000Z");
  ::ASN1_TIME_set_string(::X509_getm_notAfter(certificate.get()), "99991231235959Z");
  ::X509_set_pubkey(certificate.get(), key);
  // Its own authority: readers built on NSS never trust a signer whose certificate no authority has signed.
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(certificate.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation,keyCertSign");
  require(::X509_sign(certificate.get(), key, ::EVP_sha256()) > 0, "sign the certificate");
  return certificate;
}

void refuse_if_others_read_it(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 0077U) != 0)
    throw std::invalid_argument(path.native() + ": others may read this signing key; chmod 600 it");
}

/// The time that a signature claims, as an attribute of its own: OpenSSL would take the machine's clock.
void add_time(CMS_SignerInfo* signer, std::chrono::sys_seconds when) {
  const Time time(::ASN1_TIME_set(nullptr, when.time_since_epoch().count()));
  require(
      time && ::CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1,
      "sign the PDF");
}

}  // namespace

struct PdfSigner::State {
  Key key;
  Certificate certificate;
};

PdfSigner::PdfSigner(std::unique_ptr<State> state) : state_(std::move(state)) {}
PdfSigner::PdfSigner(PdfSigner&& other) noexcept = default;
PdfSigner::~PdfSigner() = default;

std::optional<PdfSigner> PdfSigner::load(const mission::Mission& mission) {
  if (!fs::exists(key_path(mission))) return std::nullopt;
  auto state = std::make_unique<State>();
  refuse_if_others_read_it(key_path(mission));
  const std::string key = base::read_whole_file(key_path(mission), kLargestPem);
  state->key.reset(::PEM_read_bio_PrivateKey(bio_of(key).get(), nullptr, nullptr, nullptr));
  if (!state->key) throw std::invalid_argument(key_path(mission).native() + ": no private key (PEM)");
  const std::string certificate = base::read_whole_file(certificate_path(mission), kLargestPem);
  state->certificate.reset(::PEM_read_bio_X509(bio_of(certificate).get(), nullptr, nullptr, nullptr));
  if (!state->certificate)
    throw std::invalid_argument(certificate_path(mission).native() + ": no certificate");
  if (::X509_check_private_key(state->certificate.get(), state->key.get()) != 1) {
    throw std::invalid_argument(certificate_path(mission).native() +
                                ": not the certificate of pdf-signature.key beside it");
  }
  return PdfSigner(std::move(state));
}

std::string PdfSigner::sign(const std::string& pdf, std::chrono::sys_seconds when) const {
  UnsignedPdf document =
      add_signature_field(pdf, fmt::format("D:{:%Y%m%d%H%M%S}Z", fmt::gmtime(when)), kRoom);
  const std::string covered = document.before() + document.after();
  constexpr unsigned kHow = CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL;
  const Cms cms(::CMS_sign(nullptr, nullptr, nullptr, nullptr, kHow));
  require(cms != nullptr, "sign the PDF");
  CMS_SignerInfo* signer = ::CMS_add1_signer(cms.get(), state_->certificate.get(), state_->key.get(),
                                             ::EVP_sha256(), kHow | CMS_CADES);
  require(signer != nullptr, "sign the PDF");
  add_time(signer, when);
  require(::CMS_final(cms.get(), bio_of(covered).get(), nullptr, kHow) == 1, "sign the PDF");
  const Bio out(::BIO_new(::BIO_s_mem()));
  require(out && ::i2d_CMS_bio(out.get(), cms.get()) == 1, "sign the PDF");
  const std::string digits = hex(bytes_of(out.get()));
  require(digits.size() <= 2 * kRoom, "sign the PDF: no room for the signature");
  document.bytes.replace(document.contents + 1, digits.size(), digits);
  return std::move(document.bytes);
}

bool make_pdf_signer(const mission::Mission& mission) {
  if (fs::exists(key_path(mission)) && fs::exists(certificate_path(mission))) return false;
  Key key;
  if (fs::exists(key_path(mission))) {
    const std::string pem = base::read_whole_file(key_path(mission), kLargestPem);
    key.reset(::PEM_read_bio_PrivateKey(bio_of(pem).get(), nullptr, nullptr, nullptr));
    require(key != nullptr, "read pdf-signature.key");
  } else {
    key.reset(::EVP_RSA_gen(kBits));
    require(key != nullptr, "make a key");
    const Bio pem(::BIO_new(::BIO_s_mem()));
    require(::PEM_write_bio_PKCS8PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "write the key");
    base::write_new_file(key_path(mission), bytes_of(pem.get()), base::Readers::OwnerOnly);
  }
  const Bio pem(::BIO_new(::BIO_s_mem()));
  require(::PEM_write_bio_X509(pem.get(), self_signed(mission, key.get()).get()) == 1,
          "write the certificate");
  base::write_new_file(certificate_path(mission), bytes_of(pem.get()), base::Readers::Everyone);
  return true;
}

}  // namespace cupola::seal
