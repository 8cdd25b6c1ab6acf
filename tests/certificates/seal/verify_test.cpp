#include "certificates/seal/verify.hpp"
#include "certificates/seal/base32.hpp"
#include "certificates/seal/page_seal.hpp"
#include "tests/certificates/seal/sample_code.hpp"
#include "tests/certificates/seal/sample_pdf.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

using namespace cupola;
using seal::Finding;
using seal::Judgement;
using seal_test::changed;
using seal_test::key_of;
using seal_test::sample_payload;

namespace {

const seal::Digest kSecret{1, 2, 3};

mission::Entry sample_entry() {
  mission::Entry entry;
  entry.id = "gr-1";
  entry.team = "Asteria";
  entry.members = {"Eleni", "Nikos"};
  entry.school = "3rd Gymnasium";
  return entry;
}

seal::Evidence trusting(std::uint8_t value) {
  return {.keys = {{key_of(value).public_key(), {}}},
          .replaced = {},
          .mission = {},
          .names = {},
          .latest_editions = {}};
}

std::string code_for(const std::function<void(seal::Payload&)>& change = {}, std::uint8_t key = 7) {
  seal::Payload payload = sample_payload();
  if (change) change(payload);
  return seal::make_code(payload, key_of(key));
}

std::string sealed_pdf(std::uint8_t key = 7) {
  const std::string code = code_for({}, key);
  return seal_test::sealed(
      seal_test::make_pdf({"Asteria", "Eleni, Nikos", "3rd Gymnasium", "10:02:00 UTC", code}),
      {.code = code,
       .names = seal::hash_names(sample_entry(), kSecret),
       .known = {{"team", "Asteria"}, {"start", "10:02:00 UTC"}, {"code", code}}},
      key_of(key));
}

Judgement judge(const std::string& pdf, const seal::Evidence& evidence = trusting(7)) {
  const std::vector<Judgement> judgements = seal::judge_file(pdf, evidence);
  REQUIRE(judgements.size() == 1);
  return judgements.front();
}

bool names_field(const Judgement& judgement, const std::string& field) {
  return std::find(judgement.altered.begin(), judgement.altered.end(), field) != judgement.altered.end();
}

}  // namespace

TEST_CASE("what is no certificate is called unreadable or without seal, whatever it is") {
  CHECK(judge("").finding == Finding::Unreadable);
  CHECK(judge(std::string(100'000, 'x')).finding == Finding::Unreadable);
  CHECK(judge(std::string("\x89PNG\r\n\x1a\n broken")).finding == Finding::Unreadable);
  CHECK(judge("\xff\xd8\xff broken").finding == Finding::Unreadable);
  CHECK(judge("%PDF-1.7\nnothing follows").finding == Finding::Unreadable);
  CHECK(judge("hello").finding == Finding::NoSeal);
  CHECK(judge(seal_test::make_pdf({"Asteria"})).finding == Finding::NoSeal);
}

TEST_CASE("a certificate cut off anywhere is never genuine") {
  const std::string pdf = sealed_pdf();
  for (std::size_t length = 0; length + 7 < pdf.size(); length += 97) {
    CAPTURE(length);
    CHECK_FALSE(judge(pdf.substr(0, length)).genuine());
  }
}

TEST_CASE("a certificate with any byte changed does no harm, and says nothing else as genuine") {
  const std::string pdf = sealed_pdf();
  for (std::size_t at = 0; at < pdf.size(); at += 31) {
    CAPTURE(at);
    std::string broken = pdf;
    broken[at] = static_cast<char>(broken[at] ^ 0x20);
    const Judgement judgement = judge(broken);
    if (judgement.genuine()) CHECK(*judgement.payload == sample_payload());
  }
}

TEST_CASE("a page that unpacks to far too much is refused without unpacking it") {
  const std::string bomb = seal_test::pdf_bomb(std::size_t{80} << 20);
  CHECK(bomb.size() < 200'000);
  const Judgement judgement = judge(bomb);
  CHECK(judgement.finding == Finding::Unreadable);
  CHECK(judgement.details.front().find("far too much") != std::string::npos);
}

TEST_CASE("a stream is no invisible signature, and is unpacked once however often it is named") {
  const std::string field = "<< /FT /Sig /Rect [ 0 0 0 0 ] >>";
  const Judgement one =
      judge(seal_test::changed(sealed_pdf(), seal_test::add_stream_as_annotation(field, 10, 1)));
  CHECK(one.finding == Finding::Altered);
  // Each time would be a third of a second.
  const Judgement many = judge(seal_test::changed(
      sealed_pdf(), seal_test::add_stream_as_annotation(field, std::size_t{60} << 20, 3000)));
  CHECK(many.finding == Finding::Altered);
}

TEST_CASE("an unknown key is never genuine, in a code or in a file") {
  CHECK(judge(sealed_pdf(8)).finding == Finding::UnknownKey);
  CHECK(seal::judge_code(code_for({}, 8), trusting(7)).finding == Finding::UnknownKey);
  const seal::Evidence nobody;
  CHECK(judge(sealed_pdf(), nobody).finding == Finding::UnknownKey);
}

TEST_CASE("a code whose key is claimed but did not sign is altered") {
  // What an unknown signer sealed, with the known key's name put into it.
  constexpr std::size_t kThroughKey = 11;
  const std::string known = *seal::from_base32(seal_test::read(code_for()).text);
  std::string bytes = *seal::from_base32(seal_test::read(code_for({}, 8)).text);
  bytes.replace(0, kThroughKey, known.substr(0, kThroughKey));
  CHECK(seal::judge_code(seal::to_base32(bytes), trusting(7)).finding == Finding::Altered);
}

TEST_CASE("a key trusted for one mission vouches for no other, and a code of another mission is not taken") {
  seal::Evidence evidence = trusting(7);
  evidence.keys.front().mission = "school-practice";
  CHECK(seal::judge_code(code_for(), evidence).finding == Finding::OtherMission);
  evidence.keys.front().mission = "zero-2018";
  CHECK(seal::judge_code(code_for(), evidence).genuine());
  evidence = trusting(7);
  evidence.mission = "zero-2019";
  CHECK(seal::judge_code(code_for(), evidence).finding == Finding::OtherMission);
}

TEST_CASE("what was sealed is genuine, also after another program saved the file anew") {
  const Judgement judgement = judge(sealed_pdf());
  CHECK(judgement.details == std::vector<std::string>{});
  CHECK(judgement.genuine());
  CHECK(*judgement.payload == sample_payload());
  CHECK(judge(changed(sealed_pdf(), seal_test::save_only())).genuine());
  CHECK(seal::judge_code(code_for(), trusting(7)).genuine());
  CHECK(judge(code_for() + "\n").genuine());
}

TEST_CASE("sealing the same page twice gives the same bytes") { CHECK(sealed_pdf() == sealed_pdf()); }

TEST_CASE("an altered word is refused by the name of its field") {
  const Judgement team =
      judge(changed(sealed_pdf(), seal_test::replace_in_content("(Asteria)", "(Planites)")));
  CHECK(team.finding == Finding::Altered);
  CHECK(team.altered == std::vector<std::string>{"team"});
  CHECK(team.details.front() == "team: \"Planites\" on the page is not what was sealed");
  const Judgement start = judge(changed(sealed_pdf(), seal_test::replace_in_content("10:02:00", "11:02:00")));
  CHECK(start.altered == std::vector<std::string>{"start"});
  const Judgement other = judge(changed(sealed_pdf(), seal_test::replace_in_content("Nikos", "Niko")));
  CHECK(other.altered == std::vector<std::string>{"text"});
}

TEST_CASE("anything drawn over, added or hidden is refused") {
  const Judgement covered = judge(changed(sealed_pdf(), seal_test::add_content("1 g 60 490 200 30 re f\n")));
  CHECK(covered.altered == std::vector<std::string>{"drawing"});
  const Judgement added = judge(changed(
      sealed_pdf(), seal_test::add_content("/P << /MCID 9 >> BDC BT /F1 12 Tf (First prize) Tj ET EMC\n")));
  CHECK(names_field(added, "text"));
  CHECK(judge(changed(sealed_pdf(),
                      seal_test::add_annotation("<< /Type /Annot /Subtype /FreeText /Rect [ 60 490 260 520 ] "
                                                "/Contents (First prize) >>")))
            .altered == std::vector<std::string>{"drawing"});
  CHECK(judge(changed(sealed_pdf(), seal_test::add_annotation("<< /Type /Annot /Subtype /Widget /FT /Sig "
                                                              "/Rect [ 0 0 100 100 ] >>")))
            .altered == std::vector<std::string>{"drawing"});
  CHECK(judge(changed(sealed_pdf(), seal_test::add_annotation("<< /Type /Annot /Subtype /Widget /FT /Sig "
                                                              "/Rect [ 0 0 0 0 ] >>")))
            .genuine());
}

TEST_CASE("a genuine code of another run, pasted onto the page, is refused by the fields that differ") {
  const auto pasted = [](const std::function<void(seal::Payload&)>& change) {
    const std::string old_code = seal_test::read(code_for()).text;
    const std::string new_code = seal_test::read(code_for(change)).text;
    return judge(changed(sealed_pdf(), seal_test::replace_in_content(old_code, new_code)));
  };
  const auto later = [](seal::Payload& payload) { payload.start += std::chrono::hours(1); };
  CHECK(pasted(later).altered == std::vector<std::string>{"start"});
  CHECK(pasted(later).details.front() ==
        "start: sealed 2018-02-01T10:02:00.123Z, on the page 2018-02-01T11:02:00.123Z");
  CHECK(pasted([](seal::Payload& payload) { payload.mission = "zero-2019"; }).altered ==
        std::vector<std::string>{"mission"});
  CHECK(pasted([](seal::Payload& payload) { payload.simulated = true; }).altered ==
        std::vector<std::string>{"simulated"});
  CHECK(pasted([](seal::Payload& payload) { payload.entry = "gr-2"; }).altered ==
        std::vector<std::string>{"entry"});
  CHECK(pasted([](seal::Payload& payload) {
          payload.latitude_deg = 1;
          payload.longitude_deg = 2;
        }).altered == std::vector<std::string>{"latitude", "longitude"});
}

TEST_CASE("a seal that was altered, moved to another page or removed is refused") {
  const Judgement lines =
      judge(changed(sealed_pdf(), seal_test::replace_in_metadata("text 0 team", "text 0 text")));
  CHECK(lines.altered == std::vector<std::string>{"metadata"});
  CHECK(judge(changed(sealed_pdf(), seal_test::replace_in_metadata("cupola-page 1", "cupola-page 2")))
            .altered == std::vector<std::string>{"metadata"});
  const Judgement removed = judge(changed(sealed_pdf(), seal_test::remove_metadata()));
  CHECK(removed.finding == Finding::NoSeal);
  CHECK(removed.details.size() == 2);
  const std::string old_code = seal_test::read(code_for()).text;
  const std::string new_code =
      seal_test::read(code_for([](seal::Payload& payload) { payload.entry = "gr-2"; })).text;
  const Judgement swapped = judge(changed(sealed_pdf(), seal_test::replace_in_metadata(old_code, new_code)));
  CHECK(swapped.finding == Finding::Altered);
  CHECK(names_field(swapped, "entry"));
}

TEST_CASE("every page of a pack is judged by itself") {
  const std::string altered = changed(sealed_pdf(), seal_test::replace_in_content("(Asteria)", "(Planites)"));
  const auto judgements = seal::judge_file(seal_test::joined({sealed_pdf(), altered}), trusting(7));
  REQUIRE(judgements.size() == 2);
  CHECK(judgements.at(0).genuine());
  CHECK(judgements.at(1).altered == std::vector<std::string>{"team"});
}

TEST_CASE("a name that the mission writes otherwise now is told by the mission's secret only") {
  seal::Evidence evidence = trusting(7);
  evidence.mission = "zero-2018";
  mission::Entry entry = sample_entry();
  evidence.names["gr-1"] = seal::hash_names(entry, kSecret);
  CHECK(judge(sealed_pdf(), evidence).genuine());
  entry.school = "4th Gymnasium";
  evidence.names["gr-1"] = seal::hash_names(entry, kSecret);
  CHECK(judge(sealed_pdf(), evidence).altered == std::vector<std::string>{"school"});
}

TEST_CASE("equal names of two entries, or under two secrets, have different hashes") {
  mission::Entry entry = sample_entry();
  const seal::NameHashes hashes = seal::hash_names(entry, kSecret);
  CHECK(hashes.team != seal::hash_names(entry, seal::Digest{9}).team);
  entry.id = "gr-2";
  CHECK(hashes.team != seal::hash_names(entry, kSecret).team);
  entry.id = "gr-1";
  entry.members = {"Eleni", "Niko", "s"};
  CHECK(hashes.members != seal::hash_names(entry, kSecret).members);
}

TEST_CASE("a replaced certificate is said to be replaced, by the mission's records or by a signed list") {
  seal::Evidence evidence = trusting(7);
  evidence.replaced.push_back(
      seal::read_replaced(seal::write_replaced("zero-2018", {{"gr-1", 3}}, key_of(7)), "replaced.txt"));
  const Judgement judgement = judge(sealed_pdf(), evidence);
  CHECK(judgement.finding == Finding::Replaced);
  CHECK(judgement.replaced_by == 3);
  CHECK_FALSE(judgement.genuine());
  evidence.replaced.front().mission = "zero-2019";
  CHECK(judge(sealed_pdf(), evidence).genuine());
  evidence.replaced.clear();
  evidence.latest_editions["gr-1"] = 2;
  CHECK(judge(sealed_pdf(), evidence).genuine());  // of which mission they are is not known
  evidence.mission = "zero-2018";
  CHECK(judge(sealed_pdf(), evidence).finding == Finding::Replaced);
  // The corrected name is that of the edition that counts, no proof that this one was altered.
  mission::Entry entry = sample_entry();
  entry.team = "Asteria 2";
  evidence.names["gr-1"] = seal::hash_names(entry, kSecret);
  CHECK(judge(sealed_pdf(), evidence).finding == Finding::Replaced);
}
