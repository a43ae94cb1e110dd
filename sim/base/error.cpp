#include "sim/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace roundwatt {

namespace {

constexpr std::size_t most_examples = 3;

/// "host phone-7" of "host phone-7: no property …": what a problem is about. A key of a scenario has one word, and is none:
/// each of them is to be told.
std::string_view subject_of(const Problem& problem) {
  const std::string_view message = problem.message;
  const std::string_view subject = message.substr(0, std::min(message.find(": "), message.size()));
  const bool is_one = subject.size() < message.size() && subject.find(' ') != std::string_view::npos &&
                      subject.find('\'') == std::string_view::npos;
  return is_one ? subject : std::string_view{};
}

/// What equal problems have in common.
std::string likeness_of(const Problem& problem) {
  const std::string_view subject = subject_of(problem);
  const std::string_view kind = subject.substr(0, subject.find(' '));
  std::string likeness{kind};
  likeness.append(1, '\n').append(problem.message, subject.size()).append(1, '\n').append(problem.file);
  return likeness;
}

std::string place_of(const Problem& problem) {
  const std::string_view subject = subject_of(problem);
  if (problem.line == 0) return std::string{subject};
  return subject.empty() ? fmt::format("line {}", problem.line) : fmt::format("{} (line {})", subject, problem.line);
}

/// The first of \p count equal problems, and where the next ones are.
Problem folded(const std::vector<Problem>& problems, std::size_t first, std::size_t count) {
  Problem told = problems[first];
  const std::string likeness = likeness_of(told);
  std::string examples;
  for (std::size_t i = first + 1; i < problems.size(); ++i) {
    const std::string place = place_of(problems[i]);
    if (!place.empty() && likeness_of(problems[i]) == likeness) examples += (examples.empty() ? ": " : ", ") + place;
  }
  told.message += fmt::format(" The same {} times more{}{}", count - 1, examples,
                              examples.empty() ? "." : (count > most_examples ? ", …" : "."));
  told.stands_for = count;
  return told;
}

bool all_in_one_file(const std::vector<Problem>& problems) {
  return !problems.front().file.empty() && std::all_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return problem.file == problems.front().file;
  });
}

std::string report(const std::vector<Problem>& problems) {
  if (problems.empty()) return "no problem was given";
  if (problems.size() == 1) return problems.front().text();
  const bool one_file = all_in_one_file(problems);
  std::size_t count = 0;
  for (const Problem& problem : problems) count += problem.stands_for;
  std::string text =
      one_file ? fmt::format("{} has {} problems:", problems.front().file, count) : fmt::format("{} problems:", count);
  for (Problem problem : problems) {
    if (one_file) problem.file.clear();
    text += "\n  " + problem.text();
  }
  return text;
}

}  // namespace

std::string Problem::text() const {
  if (file.empty()) return line > 0 ? fmt::format("line {}: {}", line, message) : message;
  return line > 0 ? fmt::format("{}, line {}: {}", file, line, message) : fmt::format("{}: {}", file, message);
}

UserError::UserError(std::vector<Problem> problems) : std::runtime_error{report(problems)}, problems_{std::move(problems)} {}

UserError::UserError(const std::string& message) : UserError{std::vector{Problem{"", 0, message}}} {}

void ProblemList::add(Problem problem) {
  count_ += problem.stands_for;
  const bool is_full = problems_.size() >= most_;
  if (problem.stands_for == 1) {
    std::string likeness = likeness_of(problem);
    const auto known = equals_.find(likeness);
    if (known != equals_.end() && (++known->second > most_examples || is_full)) return;
    if (known == equals_.end() && !is_full) equals_.emplace(std::move(likeness), 1);
  }
  if (is_full) {
    untold_ += problem.stands_for;
  } else {
    problems_.push_back(std::move(problem));
  }
}

void ProblemList::add(std::string file, int line, std::string message) {
  add(Problem{std::move(file), line, std::move(message)});
}

void ProblemList::add_all(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) add(problem);
}

std::vector<Problem> ProblemList::all() const {
  std::vector<Problem> told;
  std::unordered_map<std::string, std::size_t> kept;
  for (const Problem& problem : problems_) ++kept[likeness_of(problem)];
  for (std::size_t i = 0; i < problems_.size(); ++i) {
    const std::string likeness = likeness_of(problems_[i]);
    const auto equal = equals_.find(likeness);
    std::size_t& left = kept[likeness];
    if (problems_[i].stands_for > 1 || equal == equals_.end() || equal->second <= left) {
      told.push_back(problems_[i]);
    } else if (std::exchange(left, 0) > 0) {
      told.push_back(folded(problems_, i, equal->second));
    }
  }
  return told;
}

void ProblemList::throw_if_any() const {
  if (problems_.empty()) return;
  std::vector<Problem> told = all();
  if (untold_ > 0) {
    told.push_back({told.back().file, 0, fmt::format("and {} more problem{}.", untold_, untold_ == 1 ? "" : "s"), untold_});
  }
  throw UserError{std::move(told)};
}

}  // namespace roundwatt
