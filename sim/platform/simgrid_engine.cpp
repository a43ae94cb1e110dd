#include "sim/platform/simgrid_engine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <sstream>
#include <xbt/config.hpp>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/abort_guard.hpp"
#include "sim/platform/simgrid_arguments.hpp"

namespace roundwatt {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool under_address_sanitizer = true;
#elif defined(__has_feature)
constexpr bool under_address_sanitizer = __has_feature(address_sanitizer);
#else
constexpr bool under_address_sanitizer = false;
#endif

bool sets(const std::vector<std::string>& arguments, const std::string& key) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const std::string& argument) { return argument.starts_with("--cfg=" + key + ":"); });
}

/// What its parser warns of the check has said already, with file and line.
std::vector<std::string> complete_arguments(NetworkModel model, const std::vector<std::string>& given) {
  std::vector<std::string> all{"roundwatt",
                               "--log=xbt_cfg.thresh:warning",
                               "--log=host_energy.thresh:error",
                               "--log=no_loc",
                               "--log=parse.thresh:error",
                               "--log=surf_parse.thresh:error",
                               "--log=platf_parse.thresh:error",
                               "--cfg=contexts/guard-size:0",
                               "--cfg=contexts/stack-size:1024"};
  const auto set_unless_given = [&](const std::string& key, const std::string& value) {
    if (!sets(given, key)) all.push_back(fmt::format("--cfg={}:{}", key, value));
  };
  // The default solver gives flows that start together wrong rates (docs/methods/time.md).
  set_unless_given("network/optim", "Full");
  if (model == NetworkModel::textbook) {
    set_unless_given("network/model", "CM02");
    set_unless_given("network/crosstraffic", "0");
    set_unless_given("network/TCP-gamma", "1e15");
  }
  // It takes the actors' own stacks, which SimGrid switches by itself, for overflows of its own.
  if (under_address_sanitizer) {
    all.emplace_back("--log=ker_context.thresh:warning");
    set_unless_given("contexts/factory", "thread");
  }
  all.insert(all.end(), given.begin(), given.end());
  return all;
}

/// "--cfg=KEY:help" ends the process with the values of the key: by exit() in SimGrid 3.32, by abort() in 4.0.
LastWords meaning_of_end(const std::vector<std::string>& arguments) {
  const bool asks = std::any_of(arguments.begin(), arguments.end(), [](const std::string& argument) {
    return argument.starts_with("--cfg=") && argument.ends_with(":help");
  });
  return asks ? LastWords::help : LastWords::refusal;
}

/// SimGrid's reason, with the nearest right key where it lists all keys behind an unknown one.
std::string refusal_text(const std::string& words) {
  std::istringstream lines{words};
  std::string first, line;
  std::getline(lines, first);
  std::vector<std::string> keys;
  while (std::getline(lines, line)) {
    std::istringstream fields{line};
    std::string key;
    if (!(fields >> key) || key.find('/') == std::string::npos) continue;
    keys.push_back(key.ends_with(":") ? key.substr(0, key.size() - 1) : key);
  }
  const std::string label = "Bad config key: ";
  if (!first.starts_with(label)) return first + ".";
  const std::string unknown = first.substr(label.size());
  return fmt::format("it has no key '{}'.{}", unknown, did_you_mean(unknown, keys));
}

/// A platform as SimGrid gets it: the file itself, or a copy without what it must not play.
class BarePlatform {
 public:
  explicit BarePlatform(const PlatformFile& file) : path_{file.file()} {
    const auto& content = file.content_without_link_profiles();
    if (!content) return;
    copy_.reset(std::tmpfile());
    if (!copy_ || std::fwrite(content->data(), 1, content->size(), copy_.get()) != content->size() ||
        std::fflush(copy_.get()) != 0) {
      throw RunError{fmt::format("no copy of {} can be made for SimGrid in the folder for temporary files: {}. Free some space",
                                 path_, std::strerror(errno))};
    }
    std::rewind(copy_.get());
    path_ = fmt::format("/dev/fd/{}", fileno(copy_.get()));
    // The profiles of hosts are still looked for in the folder of the original.
    const std::filesystem::path folder = std::filesystem::path{file.file()}.parent_path();
    if (!folder.empty()) simgrid::s4u::Engine::set_config("path", folder.string());
  }
  const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> copy_;
  std::string path_;
};

std::string config_text(const char* key) { return simgrid::config::get_value<std::string>(key); }
double config_number(const char* key) { return simgrid::config::get_value<double>(key); }

/// A factor of the network model: a number, or SimGrid's text where it has several by message size.
std::string config_factor(const char* key) {
  if constexpr (!network_factors_are_text) return fmt::format("{}", config_number(key));
  const std::string text = config_text(key);
  const std::optional<double> number = parse_number(text);
  return number ? fmt::format("{}", *number) : text;
}

}  // namespace

SimgridEngine::SimgridEngine(NetworkModel model, const std::vector<std::string>& arguments)
    : arguments_{complete_arguments(model, arguments)} {
  check_simgrid_arguments(arguments);
  std::vector<char*> words;
  for (std::string& argument : arguments_) words.push_back(argument.data());
  words.push_back(nullptr);
  int count = static_cast<int>(words.size()) - 1;
  const std::string given = fmt::format("{}", fmt::join(arguments, " "));
  try {
    const AbortGuard guard{given.empty() ? "SimGrid's arguments" : given, meaning_of_end(arguments)};
    engine_ = std::make_unique<simgrid::s4u::Engine>(&count, words.data());
  } catch (const std::exception& refusal) {
    throw UserError{fmt::format("{}: SimGrid refuses it: {}", given, refusal_text(refusal.what()))};
  }
  // SimGrid's own handler would end the program with 1 and a page of its state.
  std::signal(SIGINT, SIG_DFL);
}

void SimgridEngine::load(const PlatformFile& file) {
  const BarePlatform bare{file};
  try {
    engine_->load_platform(bare.path());
    // Before the platform is sealed; a root that takes no host (a lone <cluster>) lends its first one.
    try {
      stage_ = add_host(*engine_->get_netzone_root(), "roundwatt-stage", 1e9);
    } catch (const std::exception&) {
      stage_ = engine_->get_all_hosts().front();
    }
    engine_->seal_platform();
  } catch (const std::exception& refusal) {
    throw UserError{std::vector{Problem{file.file(), 0, fmt::format("SimGrid refuses it: {}", refusal.what())}}};
  }
}

std::string SimgridEngine::network_description() const {
  return fmt::format("{}, solver {}, bandwidth factor {}, latency factor {}, TCP-gamma {}, weight-S {}, cross-traffic {}",
                     config_text("network/model"), config_text("network/optim"), config_factor("network/bandwidth-factor"),
                     config_factor("network/latency-factor"), config_number("network/TCP-gamma"),
                     config_number("network/weight-S"),
                     simgrid::config::get_value<bool>("network/crosstraffic") ? "on" : "off");
}

NetworkConstants SimgridEngine::network_constants() const {
  return {parse_number(config_factor("network/latency-factor")).value_or(1), config_number("network/TCP-gamma"),
          config_number("network/weight-S")};
}

bool SimgridEngine::solves_exactly() const { return config_text("network/optim") == "Full"; }

std::string SimgridEngine::version() {
  int major = 0, minor = 0, patch = 0;
  sg_version_get(&major, &minor, &patch);
  return fmt::format("{}.{}.{}", major, minor, patch);
}

}  // namespace roundwatt
