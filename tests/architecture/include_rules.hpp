#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace roundwatt {

/// One #include of the sources.
struct IncludeLine {
  std::string file;  ///< from the root: "sim/trace/trace_writer.cpp"
  int line = 0;
  std::string target;  ///< between the quotes or angle brackets

  std::string text() const { return file + ":" + std::to_string(line) + " includes " + target; }
};

/// The floor of each folder: a folder includes its own files and those of lower floors.
inline const std::map<std::string, int>& floors() {
  static const std::map<std::string, int> levels{
      {"sim/base", 0},         {"sim/grid", 1},     {"sim/learning", 1},    {"sim/federation", 1},  {"sim/trace", 1},
      {"sim/energy", 2},       {"sim/scenario", 2}, {"sim/platform", 3},    {"sim/actors", 4},      {"sim/simulation", 5},
      {"sim/sweep", 6},        {"sim/cli", 7},      {"analysis/energy", 8}, {"analysis/carbon", 9}, {"analysis/study", 10},
      {"analysis/report", 10}, {"analysis/cli", 11}};
  return levels;
}

/// The first two parts of a path: the folder that has a floor.
inline std::string floor_folder(const std::string& path) {
  const std::size_t end = path.find('/', path.find('/') + 1);
  return end == std::string::npos ? path : path.substr(0, end);
}

/// A library that is at home in some folders only.
struct HouseLibrary {
  std::string name;
  std::regex headers;
  std::set<std::string> homes;           ///< folders
  std::set<std::string> admitted_files;  ///< beside them
};

/// What the command lines of both programs share, on the ground floor since analysis may know no other.
inline std::set<std::string> shared_command_line() {
  std::set<std::string> files;
  for (const std::string part : {"description", "mistake", "program", "values"}) {
    files.insert("sim/base/command_line_" + part + ".hpp");
    files.insert("sim/base/command_line_" + part + ".cpp");
  }
  return files;
}

inline const std::vector<HouseLibrary>& house_libraries() {
  static const std::vector<HouseLibrary> libraries{
      {"SimGrid", std::regex{"(simgrid|xbt)/.*"}, {"sim/platform", "sim/actors", "sim/simulation", "sim/cli"}, {}},
      {"HDF5", std::regex{"(hdf5|hdf5_hl|H5[A-Za-z_]*)\\.h"}, {"sim/trace"}, {}},
      {"yaml-cpp", std::regex{"yaml-cpp/.*"}, {"sim/scenario", "analysis/study"}, {}},
      {"pugixml", std::regex{"pug.*\\.hpp"}, {"sim/federation", "sim/platform"}, {}},
      {"Eigen", std::regex{"Eigen/.*"}, {"sim/learning", "analysis/energy"}, {}},
      {"oneTBB", std::regex{"(tbb|oneapi/tbb)/.*"}, {"sim/learning", "analysis/energy", "analysis/carbon"}, {}},
      {"Boost.Graph", std::regex{"boost/graph/.*"}, {"sim/federation", "sim/platform"}, {}},
      {"zlib", std::regex{"zlib\\.h"}, {"sim/learning"}, {}},
      {"CLI11", std::regex{"CLI/.*"}, {"sim/cli", "analysis/cli"}, shared_command_line()}};
  return libraries;
}

/// What is wrong with the line; empty when nothing is.
inline std::string objection(const IncludeLine& include) {
  const std::string from = floor_folder(include.file);
  if (!floors().contains(from)) return from + " has no floor";
  for (const HouseLibrary& library : house_libraries()) {
    const bool at_home = library.homes.contains(from) || library.admitted_files.contains(include.file);
    if (!at_home && std::regex_match(include.target, library.headers)) return library.name + " is not at home in " + from;
  }
  const bool of_the_house = include.target.starts_with("sim/") || include.target.starts_with("analysis/");
  if (!of_the_house) return include.target.starts_with(".") ? "includes start at the root" : "";
  const std::string to = floor_folder(include.target);
  if (!floors().contains(to)) return to + " has no floor";
  if (to == from) return "";
  if (floors().at(to) >= floors().at(from)) return to + " is not below " + from;
  const std::set<std::string> known_to_analysis{"sim/base", "sim/grid", "sim/trace"};
  const bool crosses = from.starts_with("analysis/") && to.starts_with("sim/");
  if (crosses && !known_to_analysis.contains(to)) return "analysis does not know " + to;
  return "";
}

/// Every #include below \p folder of \p root, in the order of files and lines.
inline std::vector<IncludeLine> include_lines(const std::filesystem::path& root, const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{root / folder}) {
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  const std::regex directive{R"re(\s*#\s*include\s*["<]([^">]+)[">].*)re"};
  std::vector<IncludeLine> includes;
  for (const std::filesystem::path& file : files) {
    std::ifstream lines{file};
    std::string text;
    std::smatch match;
    for (int line = 1; std::getline(lines, text); ++line) {
      if (std::regex_match(text, match, directive)) {
        includes.push_back({file.lexically_relative(root).generic_string(), line, match[1]});
      }
    }
  }
  return includes;
}

}  // namespace roundwatt
