#include "sim/base/nearest_word.hpp"

#include <rapidcheck.h>

#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("the nearest word is the one with the fewest edits") {
  const std::vector<std::string> words{"rounds", "time", "energy", "carbon", "target_accuracy"};
  CHECK(nearest_word("round", words) == "rounds");
  CHECK(nearest_word("tiem", words) == "time");  // a swap of neighbours is one edit
  CHECK(nearest_word("enrgy", words) == "energy");
  CHECK(nearest_word("target-acuracy", words) == "target_accuracy");
  CHECK(nearest_word("carbon", words) == "carbon");
}

TEST_CASE("a word that is too far from all is not guessed at") {
  CHECK(nearest_word("xyz", {"rounds", "time"}).empty());
  CHECK(nearest_word("rd", {"rounds"}).empty());
  CHECK(nearest_word("anything", {}).empty());
  CHECK(nearest_word(std::string(100000, 'a'), {std::string(100000, 'a')}).empty());  // no user types that
}

TEST_CASE("the hint is a sentence of its own, or nothing") {
  CHECK(did_you_mean("round", {"rounds"}) == " Did you mean rounds?");
  CHECK(did_you_mean("xyz", {"rounds"}).empty());
}

TEST_CASE("one slip is always understood") {
  CHECK(rc::check("a letter more, less or other, or two swapped", [] {
    const auto letters = rc::gen::container<std::string>(rc::gen::inRange('a', 'f'));
    const std::string word = *rc::gen::suchThat(letters, [](const std::string& text) { return text.size() >= 3; });
    std::string slip = word;
    const auto position = *rc::gen::inRange<std::size_t>(0, word.size() - 1);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        slip.insert(position, "x");
        break;
      case 1:
        slip.erase(position, 1);
        break;
      case 2:
        slip[position] = 'x';
        break;
      default:
        std::swap(slip[position], slip[position + 1]);
    }
    RC_ASSERT(nearest_word(slip, {"zzzzzzzzzzzz", word}) == word);
  }));
}

}  // namespace roundwatt
