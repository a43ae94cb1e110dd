#include "sim/base/csv.hpp"

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

std::string complaint(const std::string& text) {
  try {
    parse_csv(text, "t.csv");
  } catch (const UserError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("rows keep the line on which they start") {
  const CsvTable table = parse_csv("# sizes\nclient,samples\n0,16\n# the next one is large\n\n1,316\n", "t.csv");
  CHECK(table.header_line == 2);
  CHECK(table.header == std::vector<std::string>{"client", "samples"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].line == 3);
  CHECK(table.rows[1].line == 6);
  CHECK(table.rows[1].cells == std::vector<std::string>{"1", "316"});
  CHECK(table.column("samples") == 1);
  CHECK_FALSE(table.column("size"));
}

TEST_CASE("quoted cells may hold commas, quotes and line breaks") {
  const CsvTable table = parse_csv("a,b\n\"x, \"\"y\"\"\n# no comment\",2\n3,4\n", "t.csv");
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].cells[0] == "x, \"y\"\n# no comment");
  CHECK(table.rows[0].line == 2);
  CHECK(table.rows[1].line == 4);
}

TEST_CASE("files from spreadsheets: byte-order mark, CRLF, no line break at the end") {
  const CsvTable table = parse_csv("\xEF\xBB\xBFzone,g\r\nFRA,56\r\nUSA,369", "t.csv");
  CHECK(table.header[0] == "zone");
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].cells[1] == "56");
  CHECK(table.rows[1].cells[1] == "369");
  CHECK(table.rows[1].line == 3);
}

TEST_CASE("empty cells beyond the last column are none") {
  const CsvTable table = parse_csv("a,b,,\n1,2,,\n3,,,,\n", "t");
  CHECK(table.header == std::vector<std::string>{"a", "b"});
  CHECK(table.rows.at(0).cells == std::vector<std::string>{"1", "2"});
  CHECK(table.rows.at(1).cells == std::vector<std::string>{"3", ""});
  CHECK_THROWS_WITH(parse_csv("a,b\n1,2,,3\n", "t"), ContainsSubstring("4 cells, but the header has 2"));
  CHECK_THROWS_WITH(parse_csv("a,b,c\n1,2\n", "t"), ContainsSubstring("2 cells, but the header has 3"));
}

TEST_CASE("rows of the wrong length are named, equal ones once") {
  CHECK(complaint("a,b\n1\n1,2\n1,2,3\n") ==
        "t.csv has 2 problems:\n  line 2: 1 cell, but the header has 2.\n  line 4: 3 cells, but the header has 2. A decimal "
        "comma makes two cells of one number: write decimals with a point, such as 0.31.");
  std::string many = "a,b\n";
  for (int i = 0; i < 1000; ++i) many += "1\n";
  CHECK(complaint(many) == "t.csv, line 2: 1 cell, but the header has 2. The same 999 times more: line 3, line 4, …");
}

TEST_CASE("what is no CSV is refused with its line") {
  CHECK(complaint("") == "t.csv: is empty: a header line is needed.");
  CHECK(complaint("# only a comment\n") == "t.csv: is empty: a header line is needed.");
  CHECK_THAT(complaint("a,b\n1,x\"y\n"), StartsWith("t.csv, line 2: "));
  CHECK_THAT(complaint("a,b\n1,\"open\n2,3\n"),
             EndsWith("line 2: a quote that is opened in this row is never closed. Close it."));
}

TEST_CASE("a file that is not there is named") {
  CHECK_THROWS_WITH(read_csv("/nothing/here.csv"), "/nothing/here.csv: cannot be read: No such file or directory.");
}

TEST_CASE("fields that are written read back") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(rc::check("any text", [] {
    const std::string letters = "ab,\"\n\r #;'\t";
    const auto text = rc::gen::container<std::string>(rc::gen::elementOf(letters));
    const std::string first = *text;
    const std::string second = *text;
    const CsvTable table = parse_csv("a,b\n" + csv_field(first) + "," + csv_field(second) + "\n", "t.csv");
    RC_ASSERT(table.rows.size() == 1U);
    RC_ASSERT(table.rows[0].cells[0] == first);
    RC_ASSERT(table.rows[0].cells[1] == second);
  }));
}

TEST_CASE("no text crashes the CSV reader") {
  CHECK(rc::check("random bytes", [](const std::string& bytes) { complaint(bytes); }));
  CHECK(rc::check("random CSV-like text",
                  [] { complaint(*rc::gen::container<std::string>(rc::gen::elementOf(std::string{"a,\"\n\r# "}))); }));
}

TEST_CASE("decimal commas, semicolons and other kinds of files are told by their names") {
  const std::string comma = " A decimal comma makes two cells of one number: write decimals with a point, such as 0.31.";
  CHECK(complaint("a,b\n1,0,31\n") == "t.csv, line 2: 3 cells, but the header has 2." + comma);
  CHECK(complaint("a,b\n1,x,31\n") == "t.csv, line 2: 3 cells, but the header has 2.");
  CHECK(complaint("a;b\n1;0,31\n") ==
        "t.csv, line 1: cells are parted by semicolons. Part them by commas, and write decimals with a point: 0.31.");
  CHECK(complaint(std::string("a,b\n1,\0\n", 9)) == "t.csv, line 2: a byte 0x00 is no text. Is this a CSV file?");
  CHECK(complaint("\xFF\xFE"
                  "a") == "t.csv, line 1: the text is in UTF-16. Save it as UTF-8.");
}

TEST_CASE("columns are asked for by name") {
  const auto asked = [](const std::string& header) {
    try {
      check_columns(parse_csv(header + "\n1,2,3\n", "t.csv"), {"round", "accuracy"}, {"loss"});
    } catch (const UserError& error) {
      return std::string{error.what()};
    }
    return std::string{"accepted"};
  };
  CHECK(asked("round,accuracy,loss") == "accepted");
  CHECK(asked("round,accuracy,colour") == "accepted");
  CHECK(asked("round,acuracy,loss") == "t.csv, line 1: the column accuracy is missing. Did you mean acuracy?");
  CHECK(asked("round,accuracy,los") == "t.csv, line 1: nothing reads the column los. Did you mean loss?");
  CHECK(asked("round,accuracy,round") == "t.csv, line 1: the column round stands there twice. Remove one.");
}

}  // namespace roundwatt
