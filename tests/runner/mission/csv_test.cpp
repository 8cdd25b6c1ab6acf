#include "runner/mission/csv.hpp"

#include "runner/mission/form.hpp"

#include <doctest/doctest.h>

using namespace cupola::mission;

namespace {

/// The problems of a form as "line: field: text", one a line.
std::string problems_of(std::string_view bytes, UnknownColumns unknown = UnknownColumns::Refuse) {
  std::string all;
  for (const FormProblem& problem : read_form(bytes, unknown).problems) {
    all += std::to_string(problem.line) + ": " + problem.field + ": " + problem.text + "\n";
  }
  return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an empty form and one without rows are refused") {
  CHECK(has(problems_of(""), "1: file: is empty"));
  CHECK(has(problems_of("\xEF\xBB\xBF"), "1: file: is empty"));
  CHECK(has(problems_of("\n\n"), "1: file: is empty"));
  CHECK(has(problems_of("program,team\n"), "1: file: has a header but no rows"));
}

TEST_CASE("bytes that are not UTF-8 are refused with line and byte") {
  CHECK(has(problems_of("program,team\na.py,Ren\xE9\n"), "2: file: byte 9 of this line is not UTF-8"));
  CHECK(has(problems_of(std::string_view{"\xFF\xFEp\0r\0", 6}), "1: file: byte 1 of this line is not UTF-8"));
  for (const std::string_view bad :
       {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xF5"}) {
    CHECK(first_invalid_utf8(bad) == 0);
  }
  CHECK_FALSE(first_invalid_utf8("Étoile Αστέρι 星 🚀"));
}

TEST_CASE("an unknown, a doubled and a missing column refuse the form by name") {
  const std::string unknown = problems_of("program,shoe size\na.py,40\n");
  CHECK(has(unknown, "1: \"shoe size\": unknown column; known are program, id, team"));
  CHECK(read_form("program,shoe size\na.py,40\n", UnknownColumns::Refuse).rows.empty());
  CHECK(problems_of("program,shoe size\na.py,40\n", UnknownColumns::Ignore).empty());
  CHECK(has(problems_of("program,team,Team\na.py,x,y\n"), "1: team: the column is there twice"));
  CHECK(has(problems_of("team\nx\n"), "1: program: the column is missing"));
}

TEST_CASE("a broken row is told and the others are kept") {
  const std::string form =
      "program,team\n"
      "a.py,Alpha\n"
      "b.py,Beta,more\n"
      "c.py\n"
      "d.py,\"De\"lta\n"
      "e.py,Epsilon\n"
      "f.py,\"never closed\n"
      "g.py,Gamma\n";
  const Form read = read_form(form, UnknownColumns::Refuse);
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[0].entry.team == "Alpha");
  CHECK(read.rows[1].entry.team == "Epsilon");
  CHECK(read.rows[1].line == 6);
  const std::string problems = problems_of(form);
  CHECK(has(problems, "3: row: has 3 cells where the header has 2"));
  CHECK(has(problems, "4: row: has 1 cells"));
  CHECK(has(problems, "5: row: text after the closing quote"));
  CHECK(has(problems, "7: row: a quoted cell that begins here never ends"));
}

TEST_CASE("wrong fields are told, all of a row at once") {
  const auto problem = [](const std::string& column, const std::string& cell) {
    return problems_of("program;" + column + "\na.py;\"" + cell + "\"\n");
  };
  CHECK(has(problem("id", "a b"), "2: id: \"a b\" is no id"));
  CHECK(has(problem("id", std::string(33, 'x')), "is no id"));
  CHECK(has(problem("id", "../up"), "is no id"));
  CHECK(has(problem("team", "Be\x07ll"), "2: team: holds a control character"));
  CHECK(has(problem("school", "\x1b[31mred"), "holds a control character"));
  CHECK(has(problem("members", "Zo\xC2\x85"), "holds a control character"));
  CHECK(has(problem("country", "Germany"), "Germany is DE"));
  CHECK(has(problem("country", "UK"), "the United Kingdom GB"));
  CHECK(has(problem("country", "D "), "no ISO 3166"));
  CHECK(has(problem("language", "english!"), "no BCP 47"));
  CHECK(has(problem("language", "e"), "no BCP 47"));
  CHECK(has(problem("email", "nobody"), "no e-mail address"));
  CHECK(has(problem("email", "a@b.c\nBcc: d@e.f"), "no e-mail address"));
  CHECK(has(problem("place", "48.2"), "no place"));
  CHECK(has(problem("place", "91,0"), "no place"));
  CHECK(has(problem("place", "nan,0"), "no place"));
  CHECK(has(problem("timezone", "Europe/Atlantis"), "no IANA time zone"));
  CHECK(has(problem("timezone", "../../../etc/passwd"), "no IANA time zone"));
  CHECK(has(problem("received", "yesterday"), "no UTC time"));
  CHECK(has(problems_of("program,team\n,Alpha\n"), "2: program: is empty"));
  CHECK(has(problems_of("program,id,country\na.py,a b,XX\n"), "2: id:"));
  CHECK(has(problems_of("program,id,country\na.py,a b,XX\n"), "2: country:"));
}

TEST_CASE("a doubled id names the line of the first") {
  CHECK(has(problems_of("id,program\nx,a.py\ny,b.py\nx,c.py\n"), "4: id: \"x\" was used on line 2 before"));
}

TEST_CASE("a message never carries what could disturb a terminal") {
  CHECK(in_quotes("a\x1b[2Jb") == "\"a?[2Jb\"");
  CHECK(in_quotes("a\xFF") == "\"a?\"");
  CHECK(in_quotes(std::string(500, 'x')).size() < 100);
}

TEST_CASE("quotes, line breaks in quotes, both separators, BOM and CRLF are read") {
  const Form form = read_form(
      "\xEF\xBB\xBFTeam;program;Members;place\r\n"
      "\"The \"\"Rockets\"\"; 5b\";\"my program.py\";\"Ana; Łukasz;\r\nZoë\";\"48.21, -16.37\"\r\n"
      "\r\n"
      "\"two\r\nlines\";b.py;;\r\n",
      UnknownColumns::Refuse);
  REQUIRE(form.problems.empty());
  REQUIRE(form.rows.size() == 2);
  CHECK(form.rows[0].entry.team == "The \"Rockets\"; 5b");
  CHECK(form.rows[0].entry.original_name == "my program.py");
  CHECK(form.rows[0].entry.members == std::vector<std::string>{"Ana", "Łukasz", "Zoë"});
  CHECK(form.rows[0].entry.place == Place{48.21, -16.37});
  CHECK(form.rows[1].entry.team == "two lines");
  CHECK(form.rows[1].line == 5);
}

TEST_CASE("a full row is read with every column") {
  const Form form = read_form(
      "received,timezone,place,email,mentor,language,country,school,members,team,id,program\n"
      "2018-01-15T08:30:00Z,Europe/Athens,\"37.98,23.73\",m@school.example,Mentor,el,gr,Σχολείο,\"Α; "
      "Β\",Αστέρια,"
      "gr-1,star.py",
      UnknownColumns::Refuse);
  REQUIRE(form.problems.empty());
  REQUIRE(form.rows.size() == 1);
  const Entry& entry = form.rows[0].entry;
  CHECK(entry.country == "GR");
  CHECK(entry.language == "el");
  CHECK(entry.school == "Σχολείο");
  CHECK(entry.timezone == "Europe/Athens");
  CHECK(entry.email == "m@school.example");
  CHECK(entry.received == cupola::base::parse_utc("2018-01-15T08:30:00Z"));
}
