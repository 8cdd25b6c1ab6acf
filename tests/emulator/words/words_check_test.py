"""The check of the words is tested like a citizen: each fault must be caught, and what is right must not."""

import json
import shutil
import tempfile
import unittest
from pathlib import Path

import words_check
from cxx_texts import reads_like_language, texts_in

PANEL = 'void f(const Context& ui) { ImGui::Button(ui.words("Run")); }\n'


class Texts(unittest.TestCase):
    def shown(self, source):
        return [each.text for each in texts_in(source)]

    def test_whatever_is_given_to_words_counts_in_ternaries_and_joined_lines_too(self):
        self.assertEqual(self.shown('g(ui.words(on ? "yes" : "no"), words("a"\n  "b"))'), ["yes", "no", "ab"])

    def test_tables_and_members_count_if_they_read_like_language(self):
        source = 'constexpr Row kRows[] = {{Kind::A, "Free fall", "%.1f g"}};\ntick.text = "It crashed.";'
        self.assertEqual(self.shown(source), ["Free fall", "It crashed."])

    def test_comments_names_of_windows_and_messages_for_programmers_do_not_count(self):
        source = '// "A comment here"\n#include "My file.hpp"\nif (!ImGui::BeginPopup("The popup")) throw std::runtime_error("It failed");'
        self.assertEqual(self.shown(source), [])

    def test_single_words_count_beside_a_sign_and_in_a_variable_that_is_asked_for(self):
        source = 'if (a == A) return {"✔", "done", green};\nconst char* const say = a ? "ended" : b.c;\nui.words(say); x = "verdict";'
        self.assertEqual(self.shown(source), ["done", "ended"])

    def test_what_is_compared_does_not_count(self):
        self.assertEqual(self.shown('if (message != "Pixel lists must have 64 elements") return;'), [])

    def test_python_s_own_message_in_a_rule_does_not_count_but_ours_do(self):
        source = 'ErrorRule{"TypeError", "A list * of things", "A number, please.", "Look again."}'
        self.assertEqual(self.shown(source), ["A number, please.", "Look again."])

    def test_escapes_and_lines_are_read(self):
        found = list(texts_in('\n\nwords("say \\"{0}\\"")'))
        self.assertEqual((found[0].text, found[0].line, found[0].certain), ('say "{0}"', 3, True))

    def test_names_and_paths_are_no_language(self):
        for text in ("##Undo", "cut-at-limit", "/usr/share/fonts", "%.1f °C", "NameError", "SenseHat", "GO", "main.py", "import time"):
            self.assertFalse(reads_like_language(text), text)
        for text in ("Run", "the row above", "\"{0}\" is used", "↑  The folder above"):
            self.assertTrue(reads_like_language(text), text)


class Catalogues(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="cupola-words-"))
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / words_check.WORDS).mkdir(parents=True)
        (self.root / "emulator/ui/panel.cpp").write_text(PANEL, encoding="utf-8")

    def put(self, language, texts):
        path = self.root / words_check.WORDS / f"{language}.json"
        path.write_text(words_check.catalogue_text(language, texts), encoding="utf-8")

    def faults(self):
        return list(words_check.faults(self.root))

    def test_a_text_that_english_lacks_is_named_with_its_place(self):
        self.put("en", {})
        self.assertEqual(self.faults(), ["emulator/ui/panel.cpp:1: emulator/ui/words/en.json lacks 'Run'"])

    def test_a_text_that_nothing_shows_is_named(self):
        self.put("en", {"Run": "Run", "Walk": "Walk"})
        self.assertEqual(len(self.faults()), 1)
        self.assertIn("'Walk'", self.faults()[0])

    def test_english_is_itself(self):
        self.put("en", {"Run": "Start"})
        self.assertIn("must be itself", self.faults()[0])

    def test_a_translation_keeps_gaps_and_names_and_knows_no_other_key(self):
        (self.root / "emulator/ui/panel.cpp").write_text('words("line {0}"); words("Light##theme"); words("Go");', encoding="utf-8")
        self.put("en", {text: text for text in ("line {0}", "Light##theme", "Go")})
        self.put("de", {"line {0}": "Zeile", "Light##theme": "Hell", "Go": " ", "Gone": "Weg"})
        found = self.faults()
        self.assertEqual(len(found), 4, found)
        self.put("de", {"line {0}": "Zeile {0}", "Light##theme": "Hell##theme"})
        self.assertEqual(self.faults(), [])

    def test_rebaseline_mends_everything_and_keeps_translations(self):
        self.put("en", {"Walk": "Walk"})
        self.put("de", {"Walk": "Gehen", "Run": "Los"})
        words_check.rebaseline(self.root)
        self.assertEqual(self.faults(), [])
        german = json.loads((self.root / words_check.WORDS / "de.json").read_text(encoding="utf-8"))
        self.assertEqual(german["texts"], {"Run": "Los"})

    def test_another_schema_is_refused_by_name(self):
        (self.root / words_check.WORDS / "en.json").write_text('{"schema": "x"}', encoding="utf-8")
        with self.assertRaisesRegex(ValueError, "cupola-words"):
            self.faults()


if __name__ == "__main__":
    unittest.main()
