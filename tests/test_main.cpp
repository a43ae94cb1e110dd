#define CATCH_CONFIG_RUNNER  // of version 2; that of 3 is a library
#include "tests/catch.hpp"

#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#endif

int main(int count, char** words) { return Catch::Session{}.run(count, words); }
