#include "sim/scenario/yaml_parser.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("text is taken as it was written, with its line") {
  const ParsedYaml parsed = parse_yaml({"s.yaml", "folder", "a: NO\nb:\n  - 0x1F\n  - \"1e400\"\n  - .nan\nc: ~\nd:\n"});
  CHECK(parsed.problems.empty());
  CHECK(parsed.root.at("a")->text == "NO");
  CHECK(parsed.root.at("a")->place.line == 1);
  CHECK(parsed.root.at("a")->folder == "folder");
  const YamlNode& list = *parsed.root.at("b");
  CHECK(list.place.line == 2);
  REQUIRE(list.children.size() == 3);
  CHECK(list.children[0].text == "0x1F");
  CHECK(list.children[1].text == "1e400");
  CHECK(list.children[2].text == ".nan");
  CHECK(list.children[2].place.line == 5);
  CHECK(parsed.root.at("c")->text == "null");
  CHECK(parsed.root.at("d")->text.empty());
  CHECK(parsed.root.at("d")->kind == YamlKind::null);
}

TEST_CASE("null is told from a missing value wherever it stands") {
  const ParsedYaml parsed =
      parse_yaml({"", "", "\xEF\xBB\xBF# é\r\na: null\r\nb:\r\nnullify: [Null, , ~]\r\nc: {d: null}\r\ne: NULL"});
  CHECK(parsed.problems.empty());
  CHECK(parsed.root.at("a")->text == "null");
  CHECK(parsed.root.at("b")->text.empty());
  CHECK(parsed.root.at("nullify")->children.at(0).text == "null");
  CHECK(parsed.root.at("nullify")->children.at(1).text.empty());
  CHECK(parsed.root.at("c.d")->text == "null");
  CHECK(parsed.root.at("e")->text == "null");
}

TEST_CASE("aliases repeat values, in bounds") {
  const ParsedYaml parsed = parse_yaml({"", "", "a: &x {b: 1}\nc: *x\n"});
  CHECK(parsed.problems.empty());
  CHECK(parsed.root.at("c.b")->text == "1");
  CHECK(parsed.root.at("c")->place.line == 2);
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    laughs += fmt::format("a{0}: &a{0} [{1}, {1}, {1}, {1}, {1}, {1}, {1}, {1}, {1}]\n", i, before);
  }
  CHECK_THAT(
      complaint(laughs),
      ContainsSubstring("more than 20000 values, anchors and aliases counted. Repeat less, or put tables into a CSV file."));
  CHECK(complaint("a: &x [1, *x]\n") == "line 1: the alias stands inside the value that it repeats. Write the value out.");
}

TEST_CASE("what is no scenario is refused with its line") {
  CHECK(complaint("") == "is empty: a scenario has keys. `roundwatt defaults` lists them.");
  CHECK(complaint("# only a comment\n---\n") == "is empty: a scenario has keys. `roundwatt defaults` lists them.");
  CHECK(complaint("just text") == "line 1: a scenario is a mapping of keys to values, such as seed: 42.");
  CHECK(complaint("- a\n- b\n") == "line 1: a scenario is a mapping of keys to values, such as seed: 42.");
  CHECK(complaint("a: 1\n---\nb: 2\n") == "line 2: a second YAML document begins. Put each scenario into a file of its own.");
  CHECK(complaint("a: !include b.yaml\n") == "line 1: the tag !include has no meaning here. Remove it.");
  CHECK(complaint("a: [1, 2\nb: 3\n") ==
        "line 2: this is no valid YAML: end of sequence flow not found. Close the [, or put the missing comma.");
  CHECK(complaint("a: 1\n b: 2\n") ==
        "line 2: this is no valid YAML: illegal map value. Check the indentation, and that a blank follows each colon, on this "
        "line and on the one before.");
  CHECK_THAT(complaint("[a, b]: 1\n"), ContainsSubstring("line 1: a key must be text."));
}

TEST_CASE("quotes that are never closed and tabs are told from other mistakes") {
  const std::string open = "this is no valid YAML: a quote is opened here and never closed. Close it on this line.";
  CHECK(complaint("a: 1\nb: \"x\nc: 2\n") == "line 2: " + open);
  CHECK(complaint("a: 'it''s\nc: 2\n") == "line 1: " + open);
  CHECK(complaint("a: 1\nb:\n\tc: 2\n") == "line 3: this is no valid YAML: a tab indents this line. Indent with blanks.");
  CHECK(complaint("a: !!python/object:os.system 1\n") ==
        "line 1: the tag tag:yaml.org,2002:python/object:os.system has no meaning here. Remove it.");
}

TEST_CASE("a key that stands twice is refused with both lines") {
  CHECK(complaint(short_scenario + "trace:\n  bucket: 1\n  transfers: true\n  bucket: 1\n") ==
        "line 16: trace.bucket stands twice (first on line 14). Remove one.");
}

TEST_CASE("bytes that are no text are refused with their line") {
  CHECK(complaint(std::string("a: 1\nb: \0\n", 10)) ==
        "line 2: the control character 0x00 is no text. Remove it. Is this a YAML file?");
  CHECK(complaint("a: 1\n\nb: \xFF\n") == "line 3: the byte 0xFF is no text in UTF-8. Save the file as UTF-8.");
  CHECK(complaint("a: \x04\n") == "line 1: the control character 0x04 is no text. Remove it. Is this a YAML file?");
  CHECK(complaint("a: \xC0\x80\n") == "line 1: the byte 0xC0 is no text in UTF-8. Save the file as UTF-8.");
  CHECK(complaint(std::string(2000000, 'a')) == "2000000 bytes are more than a scenario can have (1 MB).");
}

TEST_CASE("deep nesting is refused, not crashed on") {
  CHECK(complaint(std::string(100000, '[')) == "line 1: values are nested deeper than 100 levels. Is a bracket not closed?");
  CHECK(complaint("a: " + std::string(100000, '{')) ==
        "line 1: values are nested deeper than 100 levels. Is a bracket not closed?");
  std::string stairs;
  for (std::size_t i = 0; i < 300; ++i) stairs += std::string(i, ' ') + "a:\n";
  CHECK_THAT(complaint(stairs), ContainsSubstring("values are nested deeper than 100 levels."));
  CHECK_THAT(complaint(std::string(5000, '-') + " "), !ContainsSubstring("accepted"));
}

TEST_CASE("no text crashes the reader") {
  CHECK(rc::check("random YAML-like text", [] {
    const std::string letters = "ab:,[]{}&*!|>'\"%@`#- \n\t?0.~<=\\";
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(letters));
    complaint(text);
    complaint(short_scenario + text);
    complaint_with({"data=" + text, text});
  }));
  CHECK(rc::check("random bytes", [](const std::string& bytes) { complaint(bytes); }));
}

TEST_CASE("a scenario with some bytes changed is accepted or refused, nothing else") {
  CHECK(rc::check("mutations", [] {
    std::string text = short_scenario;
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
      const auto position = *rc::gen::inRange<std::size_t>(0, text.size());
      text[position] = *rc::gen::elementOf(std::string{":,[]{}&*!|>'\"#- \n0129.~x"});
    }
    complaint(text);
  }));
}

}  // namespace roundwatt
