#include "sim/cli/command_line.hpp"

int main(int count, char** words) { return fedjoule::run_command_line({words + 1, words + count}); }
