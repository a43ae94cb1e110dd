#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/key.hpp"

namespace roundwatt {

/// The way to a field of a scenario and back.
template <class T>
struct FieldAccess {
  const void* address = nullptr;
  std::function<void(T)> keep;
  std::function<std::optional<T>()> stated;  ///< nothing where the scenario does not state the value
};

/// The declaration of all keys, in the order in which they are printed and documented.
class KeyList {
 public:
  /// The keys added next belong to the section \p path, until the next one.
  void section(const std::string& path, const std::string& sentence, Scope scope = always()) {
    sections_.push_back({path, sentence, std::move(scope)});
  }

  template <class T>
  void add(const std::string& path, const ValueFormat<T>& format, T& field, Need need, const std::string& sentence) {
    const auto stated = [&field] { return std::optional<T>{std::in_place, field}; };
    add_key<T>(path, format, {&field, keep_in(field), stated}, std::move(need), sentence);
  }

  /// A field that holds nothing where the key is not given.
  template <class T>
  void add(const std::string& path, const ValueFormat<T>& format, std::optional<T>& field, Need need,
           const std::string& sentence) {
    add_key<T>(path, format, {&field, keep_in(field), [&field] { return field; }}, std::move(need), sentence);
  }

  /// A field that states nothing where \p replacement is given.
  template <class T, class Other>
  void add_unless(const std::string& path, const ValueFormat<T>& format, T& field, const std::optional<Other>& replacement,
                  Need need, const std::string& sentence) {
    const auto stated = [&field, &replacement] { return replacement ? std::nullopt : std::optional<T>{field}; };
    add_key<T>(path, format, {&field, keep_in(field), stated}, std::move(need), sentence);
  }

  /// A field whose empty or zero value means "not stated", unless \p need holds.
  template <class T>
  void add_if_stated(const std::string& path, const ValueFormat<T>& format, T& field, Need need, const std::string& sentence) {
    const auto stated = [&field, needed = need.holds] {
      return field == T{} && !needed() ? std::nullopt : std::optional<T>{field};
    };
    add_key<T>(path, format, {&field, keep_in(field), stated}, std::move(need), sentence);
  }

  /// A field that states nothing where it holds its \p usual value.
  template <class T>
  void add_unless_equal(const std::string& path, const ValueFormat<T>& format, T& field, const T& usual, Need need,
                        const std::string& sentence) {
    const auto stated = [&field, usual] { return field == usual ? std::nullopt : std::optional<T>{field}; };
    add_key<T>(path, format, {&field, keep_in(field), stated}, std::move(need), sentence);
  }

  /// The \p member of a part that exists as soon as one of its keys is given.
  template <class Part, class T>
  void add_part(const std::string& path, const ValueFormat<T>& format, std::optional<Part>& part, T Part::*member, Need need,
                const std::string& sentence) {
    const auto keep = [&part, member](T value) {
      if (!part) part.emplace();
      (*part).*member = std::move(value);
    };
    const auto stated = [&part, member] { return part ? std::optional<T>{(*part).*member} : std::nullopt; };
    add_key<T>(path, format, {&part, keep, stated}, std::move(need), sentence);
  }

  /// A key that fills no field: it is only checked, and printed as \p value.
  template <class T>
  void add_fixed(const std::string& path, const ValueFormat<T>& format, const std::optional<T>& value, Need need,
                 const std::string& sentence) {
    add_key<T>(path, format, {nullptr, [](T) {}, [value] { return value; }}, std::move(need), sentence);
  }

  const std::vector<KeySection>& sections() const { return sections_; }
  const std::vector<Key>& keys() const { return keys_; }

 private:
  template <class Field>
  static auto keep_in(Field& field) {
    return [&field](auto value) { field = std::move(value); };
  }

  template <class T>
  void add_key(const std::string& path, const ValueFormat<T>& format, const FieldAccess<T>& field, Need need,
               const std::string& sentence) {
    const Scope scope = sections_.empty() ? always() : sections_.back().scope;
    const auto read = [path, read_value = format.read, field](const YamlNode& node) {
      Reading<T> reading = read_value(node, path);
      if (reading.problems.empty()) field.keep(*std::move(reading.value));
      return reading.problems;
    };
    const auto changed = [field, initial = field.stated()] { return field.stated() != initial; };
    const auto print = [print_value = format.print, field, scope]() -> std::optional<std::string> {
      const std::optional<T> value = scope.holds() ? field.stated() : std::nullopt;
      return value ? std::optional{print_value(*value)} : std::nullopt;
    };
    // Also of keys that mean nothing in a scenario without other keys: fields start with what is used.
    const std::optional<T> initial_value = field.stated();
    std::optional<std::string> usual = initial_value ? std::optional{format.print(*initial_value)} : std::nullopt;
    keys_.push_back(
        {path, sentence, format.description, std::move(need), scope, std::move(usual), field.address, read, changed, print});
  }

  std::vector<KeySection> sections_;
  std::vector<Key> keys_;
};

}  // namespace roundwatt
