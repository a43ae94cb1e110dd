#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "analysis/study/finding.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/text_file.hpp"

namespace roundwatt {

namespace {

using Json = nlohmann::json;

class FindingsReader {
 public:
  explicit FindingsReader(std::string file) : file_{std::move(file)} {}

  std::vector<Finding> read(const Json& document) {
    std::vector<Finding> findings;
    check_keys(document, "the file", {"findings"});
    const Json* list = member(document, "the file", "findings");
    if (list != nullptr && (!list->is_array() || list->empty())) {
      problem("findings: a list of at least one finding is needed.");
      list = nullptr;
    }
    if (list != nullptr) {
      for (std::size_t i = 0; i < list->size(); ++i) findings.push_back(finding((*list)[i], fmt::format("findings[{}]", i)));
    }
    problems_.throw_if_any();
    return findings;
  }

 private:
  void problem(std::string message) { problems_.add(file_, 0, std::move(message)); }

  void check_keys(const Json& object, const std::string& place, const std::vector<std::string>& known) {
    if (!object.is_object()) return problem(fmt::format("{} must be an object {{…}}.", place));
    for (const auto& [key, value] : object.items()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        problem(fmt::format("{}.{}: no such key.{}", place, key, did_you_mean(key, known)));
      }
    }
  }

  const Json* member(const Json& object, const std::string& place, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    if (found != object.end()) return &*found;
    problem(fmt::format("{}: the key {} is missing.", place, key));
    return nullptr;
  }

  Finding finding(const Json& object, const std::string& place) {
    check_keys(object, place, {"id", "text", "left", "right"});
    Finding result{text(object, place, "id"), text(object, place, "text"), names(object, place, "left"),
                   names(object, place, "right")};
    if (!result.id.empty() && !ids_.insert(result.id).second)
      problem(fmt::format("{}.id = {} is taken already.", place, result.id));
    return result;
  }

  std::string text(const Json& object, const std::string& place, const char* key) {
    const Json* value = member(object, place, key);
    if (value == nullptr) return {};
    if (value->is_string() && !value->get_ref<const std::string&>().empty()) return value->get<std::string>();
    problem(fmt::format("{}.{} must be a text.", place, key));
    return {};
  }

  std::vector<std::string> names(const Json& object, const std::string& place, const char* key) {
    const Json* value = member(object, place, key);
    if (value == nullptr) return {};
    const bool right = value->is_array() && !value->empty() &&
                       std::all_of(value->begin(), value->end(), [](const Json& name) { return name.is_string(); });
    if (right) return value->get<std::vector<std::string>>();
    problem(fmt::format("{}.{} must be a list of names of runs, at least one.", place, key));
    return {};
  }

  std::string file_;
  ProblemList problems_;
  std::set<std::string> ids_;
};

}  // namespace

std::vector<Finding> read_findings(const std::filesystem::path& file) {
  const std::string text = read_text_file(file);
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    throw UserError{
        std::vector{Problem{file.string(), static_cast<int>(line), "is no JSON from here on. Check commas and brackets."}}};
  }
  return FindingsReader{file.string()}.read(document);
}

}  // namespace roundwatt
