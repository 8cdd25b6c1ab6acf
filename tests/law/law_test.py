"""The law is tested like a citizen: for each rule a bad sample that must be caught, and a good one that must not."""

import shutil
import tempfile
import unittest
from pathlib import Path

import law
from cxx_functions import functions_in

ROOT = Path(__file__).resolve().parents[2]


class Tree(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="cupola-law-"))
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, text):
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def texts(self, rule, exceptions=()):
        return [str(each) for each in law.breaches_of(rule, self.root, list(exceptions))]

    def assert_caught(self, rule, part):
        found = self.texts(rule)
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])

    def assert_kept(self, rule):
        self.assertEqual(self.texts(rule), [])


class IncludeLaw(Tree):
    def test_an_arrow_that_points_the_wrong_way_is_caught_with_its_line(self):
        self.write("hat_driver/base/clock.cpp", '#include <string>\n#include "hat_driver/board/pages.hpp"\n')
        self.assert_caught("include", "hat_driver/base/clock.cpp:2: [include] base may not include board")

    def test_the_public_headers_are_a_folder_too(self):
        self.write("runner/mission/a.cpp", "#include <cupola/hat/frame.hpp>\n")
        self.assert_caught("include", "mission may not include API")

    def test_the_public_headers_include_nothing_else_of_ours(self):
        self.write("hat_driver/include/cupola/hat/frame.hpp", '#include "hat_driver/base/clock.hpp"\n')
        self.assert_caught("include", "API may not include base")

    def test_an_include_by_a_short_name_is_followed(self):
        self.write("certificates/orbit/a.hpp", "")
        self.write("certificates/geo/b.cpp", '#include "../orbit/a.hpp"\n')
        self.assert_caught("include", "geo may not include orbit")

    def test_the_command_may_not_include_the_window(self):
        self.write("cli/run.cpp", '#include "emulator/ui/panel.hpp"\n')
        self.assert_caught("include", "cli may not include ui")

    def test_product_code_may_not_include_tests(self):
        self.write("cli/run.cpp", '#include "tests/support/temporary_folder.hpp"\n')
        self.assert_caught("include", "no line in the include law")

    def test_a_folder_nobody_decided_on_is_caught(self):
        self.write("runner/telepathy/a.cpp", "")
        self.assert_caught("include", "no line in the include law")

    def test_foreign_headers_outside_their_folders_are_caught(self):
        for path, name in (("cli/a.cpp", "SDL2/SDL.h"), ("emulator/serve/a.cpp", "imgui.h"), ("runner/run/a.cpp", "cairo/cairo.h"),
                           ("cli/a.cpp", "pango/pangocairo.h"), ("runner/sandbox/child.cpp", "Python.h"),
                           ("hat_driver/api/a.cpp", "pybind11/pybind11.h"), ("runner/clock/a.cpp", "linux/futex.h"),
                           ("cli/a.cpp", "sys/mount.h"), ("runner/run/a.cpp", "sys/prctl.h")):
            with self.subTest(path=path, name=name):
                self.write(path, f"#include <{name}>\n")
                self.assert_caught("include", f"<{name}> may appear only in")
                (self.root / path).unlink()

    def test_what_the_browser_lacks_is_caught_in_pure_folders_only(self):
        self.write("emulator/serve/a.cpp", "#include <thread>\n#include <fstream>\n")
        self.assert_kept("include")
        self.write("emulator/world/a.cpp", "#include <thread>\n")
        self.assert_caught("include", "does not exist in the browser")

    def test_what_the_law_allows_is_kept(self):
        self.write("runner/check/a.cpp", '#include "runner/run/run.hpp"\n#include "hat_driver/base/utc.hpp"\n#include <vector>\n')
        self.write("runner/sandbox/launcher.cpp", "#include <Python.h>\n#include <linux/seccomp.h>\n")
        self.write("certificates/page/a.cpp", '#include <cairo.h>\n#include "certificates/orbit/a.hpp"\n')
        self.write("emulator/picture/a.cpp", "#include <cupola/hat/frame.hpp>\n#include <zlib.h>\n")
        self.write("tests/cli/a_test.cpp", '#include "emulator/ui/panel.hpp"\n#include <cairo.h>\n')
        self.assert_kept("include")


class Budgets(Tree):
    def test_a_long_header_and_a_long_source_are_caught(self):
        self.write("cli/a.hpp", "//\n" * 151)
        self.assert_caught("file-length", "151 lines, at most 150")
        self.write("cli/a.hpp", "//\n" * 150)
        self.write("cli/a.cpp", "//\n" * 501)
        self.assert_caught("file-length", "501 lines, at most 500")

    def test_a_long_function_is_caught_by_its_name(self):
        self.write("cli/a.cpp", "namespace a {\nint Big::sum(int x) const {\n" + "  ++x;\n" * 59 + "}\n}\n")
        self.assert_caught("function-length", "cli/a.cpp:2: [function-length] sum has 61 lines")

    def test_a_long_python_function_is_caught(self):
        self.write("hat_driver/python/a.py", "def long(x):\n" + "    x += 1\n" * 60)
        self.assert_caught("function-length", "long has 61 lines")

    def test_a_function_of_sixty_lines_and_a_table_of_hundreds_are_kept(self):
        self.write("cli/a.cpp", "void f() {\n" + "  g();\n" * 58 + "}\nconstexpr int kTable[] = {\n" + "  1,\n" * 300 + "};\n")
        self.assert_kept("function-length")

    def test_an_exception_with_a_reason_excuses_one_breach_and_no_other(self):
        self.write("cli/table.cpp", "//\n" * 501)
        self.write("cli/other.cpp", "//\n" * 501)
        excuse = {"rule": "file-length", "path": "cli/table.cpp", "reason": "generated from the alphabet"}
        found = self.texts("file-length", [excuse])
        self.assertEqual([each.split(":")[0] for each in found], ["cli/other.cpp"])

    def test_an_exception_without_reason_or_without_breach_is_caught(self):
        self.write("cli/table.cpp", "//\n" * 501)
        found = self.texts("file-length", [{"rule": "file-length", "path": "cli/table.cpp", "reason": ""}])
        self.assertEqual(len(found), 2)
        self.write("cli/table.cpp", "//\n")
        found = self.texts("file-length", [{"rule": "file-length", "path": "cli/table.cpp", "reason": "a table"}])
        self.assertIn("excuses nothing any more", found[0])


class Scanner(unittest.TestCase):
    def found(self, text):
        return [(each.name, each.line, each.lines) for each in functions_in(text)]

    def test_functions_in_namespaces_and_classes_are_found(self):
        text = "namespace a::b {\nclass C final : public D {\n public:\n  int f() const override {\n    return 1;\n  }\n};\n" \
               "template <class T, typename U = std::vector<T>>\nauto g(T t) -> U {\n  return {t};\n}\n}\n"
        self.assertEqual(self.found(text), [("f", 4, 3), ("g", 9, 3)])

    def test_member_initialisers_do_not_hide_the_body(self):
        text = "A::A(int x) noexcept\n    : B{x}, c_(1), d_{\n          2} {\n  run();\n}\n"
        self.assertEqual(self.found(text), [("A", 3, 3)])

    def test_initialisers_enumerations_and_plain_structs_count_for_nothing(self):
        text = "enum class E { A, B };\nstruct P { int x{1}; double y = 2; };\nconst std::map<int, F> m{{1, f(2)}};\nint t[] = {g(1), 2};\n"
        self.assertEqual(self.found(text), [])

    def test_lambdas_count_with_the_function_around_them_and_alone_by_themselves(self):
        text = "void f() {\n  auto g = [](int x) {\n    return x;\n  };\n}\nconst auto h = [](int x) {\n  return x;\n};\n"
        self.assertEqual(self.found(text), [("f", 1, 5), ("h", 6, 3)])

    def test_braces_in_comments_literals_and_directives_are_not_followed(self):
        text = 'void f() {  // {\n  g("{", \'{\', R"x({ ")" {)x", 1\'000);  /* {\n */\n}\n#define M {\n' \
               "#if A\nvoid h() {\n#else\nvoid h(int) {\n#endif\n}\n"
        self.assertEqual(self.found(text), [("f", 1, 4), ("h", 7, 5)])

    def test_operators_and_test_cases_are_functions(self):
        text = "bool operator==(const A& a, const B& b) {\n  return a.x == b.x;\n}\nvoid operator()() const {\n}\nTEST_CASE(\"x = {\") {\n}\n"
        self.assertEqual([lines for _, _, lines in self.found(text)], [3, 2, 2])


class Listed(Tree):
    def test_a_test_or_source_that_no_target_names_is_caught(self):
        self.write("tests/cli/CMakeLists.txt", "cupola_test(a SOURCES a_test.cpp)\n# b_test.cpp\n")
        self.write("tests/cli/a_test.cpp", "")
        self.assert_kept("listed")
        self.write("tests/cli/b_test.cpp", "")
        self.assert_caught("listed", "tests/cli/b_test.cpp")

    def test_an_unnamed_python_test_is_caught(self):
        self.write("tests/python/CMakeLists.txt", "foreach(name test_a.py)\nendforeach()\n")
        self.write("tests/python/test_a.py", "")
        self.write("tests/python/test_b.py", "")
        self.assert_caught("listed", "tests/python/test_b.py")

    def test_a_name_counts_from_the_folder_of_its_list(self):
        self.write("cli/CMakeLists.txt", "add_library(a sub/a.cpp ${CMAKE_CURRENT_SOURCE_DIR}/b.cpp ${PROJECT_SOURCE_DIR}/runner/run/c.cpp)\n")
        for path in ("cli/sub/a.cpp", "cli/b.cpp", "runner/run/c.cpp"):
            self.write(path, "")
        self.assert_kept("listed")
        self.write("cli/c.cpp", "")
        self.assert_caught("listed", "cli/c.cpp")


class Unfinished(Tree):
    def test_a_reminder_is_caught(self):
        self.write("cli/a.cpp", "int x;  // " + "TO" + "DO: more\n")
        self.assert_caught("unfinished", "cli/a.cpp:1")

    def test_a_word_that_only_contains_one_is_kept(self):
        self.write("cli/a.cpp", "int " + "TO" + "DOS;\n")
        self.assert_kept("unfinished")


class SampleMission(Tree):
    def setUp(self):
        super().setUp()
        shutil.copytree(ROOT / "examples/mission", self.root / "examples/mission")

    def test_the_sample_as_it_is_is_kept(self):
        self.assert_kept("sample-mission")

    def test_a_missing_program_is_caught(self):
        (self.root / "examples/mission/programs/raven.py").unlink()
        self.assert_caught("sample-mission", "exactly the programs")

    def test_tidied_line_ends_are_caught(self):
        path = self.root / "examples/mission/programs/chang_noi.py"
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
        self.assert_caught("sample-mission", "CRLF")


class Command(unittest.TestCase):
    def test_an_unknown_rule_is_wrong_usage(self):
        self.assertEqual(law.main(["gravity"]), 2)
        self.assertEqual(law.main([]), 2)


if __name__ == "__main__":
    unittest.main()
