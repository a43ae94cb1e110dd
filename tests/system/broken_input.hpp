#pragma once

#include <sys/stat.h>
#include <yaml-cpp/yaml.h>

#include <string>
#include <vector>

#include "tests/system/command.hpp"

namespace roundwatt {

/// One row of a table in tests/system/broken_inputs: how a good input is broken, what runs on it, what the program must say.
struct BrokenInput {
  std::string name;
  std::string platform = "one-client";  ///< of platforms/small
  YAML::Node steps;                     ///< edits of the good input, in order
  std::vector<std::string> command;
  std::string says;       ///< all of stderr, without the last line break
  bool accepted = false;  ///< a control: this looks broken and is not
  int exit_code = 2;      ///< where it is not
};

inline std::vector<std::string> words_of(const YAML::Node& list) {
  std::vector<std::string> words;
  for (const auto& word : list) words.push_back(word.as<std::string>());
  return words;
}

inline BrokenInput broken_input(const YAML::Node& row) {
  BrokenInput input;
  input.name = row["broken"].as<std::string>();
  if (row["platform"]) input.platform = row["platform"].as<std::string>();
  if (row["steps"]) input.steps = row["steps"];
  input.command = {"roundwatt", "run", "scenario.yaml", "-o", "out.h5"};
  if (row["run"]) input.command = words_of(row["run"]);
  for (const std::string& text : words_of(row["set"])) {
    input.command.push_back("--set");
    input.command.push_back(text);
  }
  input.says = row["says"].as<std::string>();
  while (input.says.ends_with('\n')) input.says.pop_back();
  input.accepted = row["accepted"] && row["accepted"].as<bool>();
  if (row["exit"]) input.exit_code = row["exit"].as<int>();
  return input;
}

/// The rows of tests/system/broken_inputs/NAME.yaml.
inline std::vector<BrokenInput> broken_inputs(const std::filesystem::path& table) {
  std::vector<BrokenInput> inputs;
  for (const auto& row : YAML::LoadFile(table.string())) inputs.push_back(broken_input(row));
  return inputs;
}

/// A good scenario for \p input's platform, with a replay, a grid and a file of samples beside it.
inline void write_good_input(const ScratchFolder& folder, const BrokenInput& input) {
  const std::filesystem::path root = ROUNDWATT_SOURCE_DIR;
  std::string scenario = read_text_file(root / "scenarios/small/one-client.yaml");
  const std::string platform = "../../platforms/small/one-client.xml";
  scenario.replace(scenario.find(platform), platform.size(), "platform.xml");
  folder.write("scenario.yaml", scenario);
  std::filesystem::copy_file(root / "platforms/small" / (input.platform + ".xml"), folder.path() / "platform.xml");
  for (const auto& entry : std::filesystem::directory_iterator{root / "platforms/small"}) {
    if (entry.path().extension() == ".profile") std::filesystem::copy(entry.path(), folder.path());
  }
  std::filesystem::copy(root / "scenarios/small/replay.csv", folder.path());
  folder.write("grid.csv", "zone,start,g_per_kwh,year,kind\nFRA,,56,2021,average\n");
  folder.write("samples.csv", "client,samples\n0,10\n");
}

/// Takes the steps that break the input. A step is one of
///   edit: [file, old, new]      replaces the first place where old stands, which must be there
///   write: [file, text], append: [file, text], repeat: [file, text, times]
///   bytes: [file, text]         each character, from U+0000 to U+00FF, becomes one byte
///   size: [file, bytes]         makes the file so long, without using the disk
///   move: [file, new name], folder: name, fifo: name, trace: name (a run of the good scenario)
class InputBreaker {
 public:
  explicit InputBreaker(const ScratchFolder& folder) : folder_{folder} {}

  void take(const std::string& kind, const YAML::Node& step) const {
    const std::string name = step.IsSequence() ? step[0].as<std::string>() : step.as<std::string>();
    const auto text = [&](int i) { return step[i].as<std::string>(); };
    if (kind == "edit") return edit(name, text(1), text(2));
    if (kind == "write") return folder_.write(name, text(1));
    if (kind == "append") return append(name, text(1), 1);
    if (kind == "repeat") return append(name, text(1), step[2].as<int>());
    if (kind == "bytes") return folder_.write(name, as_bytes(text(1)));
    if (kind == "size") return resize(name, step[1].as<std::uintmax_t>());
    if (kind == "move") return std::filesystem::rename(folder_.file(name), folder_.file(text(1)));
    if (kind == "trace") return make_trace(name);
    if (kind == "folder" && std::filesystem::create_directory(folder_.file(name))) return;
    if (kind == "fifo" && mkfifo(folder_.file(name).c_str(), 0600) == 0) return;
    FAIL("a step that cannot be taken: " << kind << " " << name);
  }

 private:
  void edit(const std::string& name, const std::string& old, const std::string& new_text) const {
    std::string text = read_text_file(folder_.file(name));
    const std::size_t at = text.find(old);
    INFO(name << " has no '" << old << "'");
    REQUIRE(at != std::string::npos);
    folder_.write(name, text.replace(at, old.size(), new_text));
  }
  void append(const std::string& name, const std::string& text, int times) const {
    std::ofstream file{folder_.file(name), std::ios::binary | std::ios::app};
    for (int i = 0; i < times; ++i) file << text;
  }
  void resize(const std::string& name, std::uintmax_t bytes) const {
    append(name, "", 1);
    std::filesystem::resize_file(folder_.file(name), bytes);
  }
  void make_trace(const std::string& name) const {
    REQUIRE(run_roundwatt({"run", "--quiet", "scenario.yaml", "-o", name}, folder_.path()).exit_code == 0);
  }
  /// The Latin-1 of a text in UTF-8.
  static std::string as_bytes(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto first = static_cast<unsigned char>(text[i]);
      if (first < 0x80) {
        bytes += text[i];
      } else {
        bytes += static_cast<char>((first & 0x03U) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU));
      }
    }
    return bytes;
  }

  const ScratchFolder& folder_;
};

}  // namespace roundwatt
