#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <utility>

#include "sim/base/error.hpp"

namespace roundwatt {

/// The problems of files with many rows: the first twenty, and how many there are.
class CountedProblems {
 public:
  void add(const std::filesystem::path& file, int line, std::string message) {
    constexpr std::size_t most_shown = 20;
    if (++count_ <= most_shown) shown_.add(file.string(), line, std::move(message));
  }

  std::size_t count() const { return count_; }

  /// \throws UserError with the first twenty problems and the number of all, if there are any.
  void throw_if_any() const {
    ProblemList all = shown_;
    const std::size_t shown = shown_.all().size();
    if (count_ > shown) {
      all.add(shown_.all().back().file, 0, fmt::format("{} problems in all; these were the first {}.", count_, shown));
    }
    all.throw_if_any();
  }

 private:
  ProblemList shown_;
  std::size_t count_ = 0;
};

}  // namespace roundwatt
