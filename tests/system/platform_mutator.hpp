#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/system/dice.hpp"

namespace roundwatt {

/// Makes one to three mistakes in a platform file, as people and programs make them.
class PlatformMutator {
 public:
  PlatformMutator(std::uint64_t seed, std::string text) : dice_{seed, "platform mutant"}, text_{std::move(text)} {}

  std::string mutate() {
    for (int i = dice_.between(1, 3); i > 0; --i) mutate_once();
    return text_;
  }

  /// What was done, for the one who looks for the cause.
  const std::string& story() const { return story_; }

 private:
  /// A piece of the text.
  struct Span {
    std::size_t begin, end;
  };

  void mutate_once() {
    switch (dice_.between(1, 10)) {
      case 1:
        return replace(attribute(), "", "drop");
      case 2:
        return duplicate(attribute());
      case 3:
        return replace(tag(), "", "drop");
      case 4:
        return duplicate(tag());
      case 5:
        return swap(tag(), tag());
      case 6:
        return misspell(attribute_name());
      case 7:
        return replace(value(), text_of(value()), "take another value");
      case 8:
        return replace(value(), dice_.one_of(odd_values()), "odd value");
      case 9:
        return replace(number(), dice_.one_of({"0", "-1", "1e400", "nan", "3", "1000000", "0.5", "", "99999999999", "x"}),
                       "number");
      default:
        return flip_byte();
    }
  }

  static const std::vector<std::string>& odd_values() {
    static const std::vector<std::string> values{
        "Full",      "Floyd", "Dijkstra", "Cluster", "None",  "Vivaldi", "Wifi",   "Star",  "SHARED",  "SPLITDUPLEX",
        "FATPIPE",   "WIFI",  "UP",       "DOWN",    "NONE",  "YES",     "NO",     "FLAT",  "TORUS",   "FAT_TREE",
        "DRAGONFLY", "",      "0",        "1Gf",     "1MBps", "1ms",     "1 Gf",   "1GB",   "inf",     "1,2",
        "0-3",       "5-1",   "&amp;",    "&x;",     "<",     "node-0",  "server", "1 2 3", "100:1:2", "world"};
    return values;
  }

  std::vector<Span> find_all(const std::string& opening, const std::string& closing) const {
    std::vector<Span> spans;
    for (std::size_t i = text_.find("<platform"); (i = text_.find(opening, i)) != std::string::npos;) {
      const std::size_t end = text_.find(closing, i + opening.size());
      if (end == std::string::npos) break;
      spans.push_back({i + opening.size(), end});
      i = end + closing.size();
    }
    return spans;
  }

  Span pick(const std::vector<Span>& spans) {
    if (spans.empty()) return {text_.size(), text_.size()};
    return spans[static_cast<std::size_t>(dice_.between(0, static_cast<int>(spans.size()) - 1))];
  }

  Span value() { return pick(find_all("=\"", "\"")); }
  Span attribute_name() {
    const std::size_t end = value().begin;
    const std::size_t begin = text_.rfind(' ', end);
    return begin == std::string::npos || end < 2 ? Span{0, 0} : Span{begin + 1, end - 2};
  }
  Span attribute() {
    const Span of_value = value();
    const std::size_t begin = text_.rfind(' ', of_value.begin);
    return begin == std::string::npos ? Span{0, 0} : Span{begin, std::min(of_value.end + 1, text_.size())};
  }
  Span tag() {
    const Span inside = pick(find_all("<", ">"));
    return inside.begin == 0 || inside.end >= text_.size() ? Span{0, 0} : Span{inside.begin - 1, inside.end + 1};
  }
  Span number() {
    const Span of_value = value();
    std::size_t begin = text_.find_first_of("0123456789", of_value.begin);
    if (begin >= of_value.end) return of_value;
    return {begin, std::min(of_value.end, text_.find_first_not_of("0123456789.", begin))};
  }

  std::string text_of(Span span) const { return text_.substr(span.begin, span.end - span.begin); }

  void replace(Span span, const std::string& by, const std::string& what) {
    story_ += what + " '" + text_of(span) + "' -> '" + by + "'; ";
    text_.replace(span.begin, span.end - span.begin, by);
  }
  void duplicate(Span span) {
    story_ += "duplicate '" + text_of(span) + "'; ";
    text_.insert(span.end, text_of(span));
  }
  void swap(Span first, Span second) {
    if (second.begin < first.begin) std::swap(first, second);
    if (second.begin < first.end) return;
    const std::string words = text_of(first), others = text_of(second);
    replace(second, words, "swap");
    replace(first, others, "swap");
  }
  void misspell(Span span) {
    if (span.end - span.begin < 2) return;
    std::string word = text_of(span);
    std::swap(word[0], word[1]);
    replace(span, word, "misspell");
  }
  void flip_byte() {
    const auto at = static_cast<std::size_t>(dice_.between(0, static_cast<int>(text_.size()) - 1));
    const int byte = dice_.between(0, 255);
    story_ += "byte " + std::to_string(at) + " becomes " + std::to_string(byte) + "; ";
    text_[at] = static_cast<char>(byte);
  }

  Dice dice_;
  std::string text_;
  std::string story_;
};

}  // namespace roundwatt
