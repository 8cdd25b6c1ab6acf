#pragma once

#include "certificates/page/certificate.hpp"
#include "certificates/page/words.hpp"

#include <string>
#include <vector>

namespace cupola::page {

/// A label, a value and a remark.
struct Fact {
  std::string label;
  std::string value;
  std::string note;
  std::string field = {};  ///< by which the seal names the value: "start"
};

/// Everything that is written on a certificate, in its language and ready to be set.
struct Content {
  std::string heading;  ///< "Certificate"
  std::string mission;
  std::string kind;  ///< "Simulated flight · 1 February 2018"; empty for one that did not fly
  std::string team;
  std::string members;
  std::string school;
  std::string story;
  std::vector<Fact> facts;
  std::string lights_caption;
  std::string small_print;
  std::string code_text;
  std::string document_title;
  // For those who cannot see the page.
  std::string alt_lights;
  std::string alt_strip;
  std::string alt_map;
  std::string alt_globe;
  std::string alt_code;
};

/// `borders`: the map shows some, so the small print says whose.
Content content_of(const Certificate& certificate, const Words& words, bool borders);

/// "2018-02-01T22:18:16Z", cut to the second.
std::string moment_words(std::chrono::sys_time<std::chrono::nanoseconds> time);
/// "Ada · Grace · Katherine": no word of ours between names that may be in any script.
std::string list_words(const std::vector<std::string>& names);

}  // namespace cupola::page
