#include "sim/learning/leaf_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "sim/learning/bounded_file.hpp"
#include "sim/learning/label_check.hpp"

namespace roundwatt {

namespace {

using Json = nlohmann::json;

UserError refusal(const std::filesystem::path& file, std::string why) {
  return UserError{std::vector{Problem{file.string(), 0, std::move(why)}}};
}

Json parse_json(const std::filesystem::path& file) {
  // user_data → user → x → sample → number: what nests deeper is not built.
  constexpr int deepest = 5;
  const auto within_depth = [&](int depth, Json::parse_event_t, const Json&) {
    if (depth > deepest) throw refusal(file, "nests deeper than user_data: {user: {x: [[number]]}}. Flatten the samples.");
    return true;
  };
  try {
    return Json::parse(read_bounded_file(file, most_data_bytes), within_depth);
  } catch (const Json::exception& error) {
    throw refusal(file, fmt::format("is no JSON ({}).", error.what()));
  }
}

class LeafParser {
 public:
  LeafParser(const std::filesystem::path& file, ProblemList& problems) : problems_{problems} { leaf_.file = file; }

  LeafFile parse() {
    const Json document = parse_json(leaf_.file);
    check_parts(document);
    const Json& users = document["users"];
    const Json& counts = document["num_samples"];
    std::set<std::string> seen;
    for (std::size_t i = 0; i < users.size(); ++i) {
      if (!users[i].is_string()) {
        problem(fmt::format("users[{}] is no name in quotes.", i));
      } else if (!seen.insert(users[i].get<std::string>()).second) {
        problem(fmt::format("user {} stands in users twice.", users[i].get<std::string>()));
      } else {
        read_user(users[i].get<std::string>(), counts[i], document["user_data"]);
      }
    }
    check_listed(document["user_data"], seen);
    return std::move(leaf_);
  }

 private:
  void problem(std::string message) { problems_.add(leaf_.file, 0, std::move(message)); }

  void check_parts(const Json& document) const {
    const auto is = [&](const char* key, Json::value_t type) { return document.contains(key) && document[key].type() == type; };
    if (!document.is_object() || !is("users", Json::value_t::array) || !is("num_samples", Json::value_t::array) ||
        !is("user_data", Json::value_t::object)) {
      throw refusal(leaf_.file, "needs the lists users and num_samples and the object user_data.");
    }
    const std::size_t users = document["users"].size();
    if (document["num_samples"].size() != users) {
      throw refusal(leaf_.file,
                    fmt::format("has {} users, but num_samples has {} numbers.", users, document["num_samples"].size()));
    }
  }

  void check_listed(const Json& data, const std::set<std::string>& listed) {
    for (const auto& [name, value] : data.items()) {
      if (!listed.contains(name)) problem(fmt::format("user {} has data, but does not stand in users.", name));
    }
  }

  void read_user(const std::string& name, const Json& count, const Json& data) {
    const auto found = data.find(name);
    const bool has_lists = found != data.end() && found->is_object() && found->contains("x") && found->contains("y") &&
                           (*found)["x"].is_array() && (*found)["y"].is_array();
    if (!has_lists) return problem(fmt::format("user {} needs the lists x and y in user_data.", name));
    const Json& x = (*found)["x"];
    const Json& y = (*found)["y"];
    if (x.size() != y.size()) {
      return problem(fmt::format("user {} has {} samples in x, but {} labels in y.", name, x.size(), y.size()));
    }
    if (!count.is_number() || count.get<double>() != static_cast<double>(x.size())) {
      return problem(fmt::format("user {} has {} samples, but num_samples says {}.", name, x.size(), count.dump()));
    }
    LeafUser user{name, {}, {}};
    for (std::size_t i = 0; i < x.size(); ++i) {
      const bool is_good = add_features(user, i, x[i]) && add_label(user, i, y[i]);
      if (!is_good) return;
    }
    leaf_.users.push_back(std::move(user));
  }

  bool add_features(LeafUser& user, std::size_t i, const Json& sample) {
    if (!sample.is_array() || sample.empty()) {
      problem(fmt::format("user {}, sample {}: x must be a list of numbers.", user.name, i));
      return false;
    }
    if (leaf_.features == 0) leaf_.features = sample.size();
    if (sample.size() != leaf_.features) {
      problem(fmt::format("user {}, sample {} has {} features, others have {}.", user.name, i, sample.size(), leaf_.features));
      return false;
    }
    for (const Json& value : sample) {
      const float feature = value.is_number() ? value.get<float>() : NAN;
      if (!std::isfinite(feature)) {
        problem(fmt::format("user {}, sample {}: {} is not a finite number in single precision.", user.name, i, value.dump()));
        return false;
      }
      user.features.push_back(feature);
    }
    return true;
  }

  bool add_label(LeafUser& user, std::size_t i, const Json& value) {
    const auto label = value.is_number() ? as_label(value.get<double>()) : std::nullopt;
    if (!label) {
      problem(fmt::format("user {}, sample {}: y = {} is no label: those are whole numbers from 0 to {}.", user.name, i,
                          value.dump(), most_classes - 1));
      return false;
    }
    user.labels.push_back(*label);
    return true;
  }

  ProblemList& problems_;
  LeafFile leaf_;
};

}  // namespace

LeafFile read_leaf_file(const std::filesystem::path& file, ProblemList& problems) { return LeafParser{file, problems}.parse(); }

}  // namespace roundwatt
