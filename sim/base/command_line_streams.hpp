#pragma once

#include <string>

namespace roundwatt {

/// Opens what is closed of the standard streams: its number would be lent to the next file, and messages be written into that.
/// A reader that has seen enough, such as head, and a limit of file sizes are no reason to die from now on: writing fails.
void prepare_streams();

/// Says \p text on stderr; where nobody listens any more, nothing happens.
void tell(const std::string& text);

/// Results are not lost in silence where stdout takes no more. Returns \p exit_code, or exit_run_failed after saying why.
int deliver_results(int exit_code);

/// Says that stdout takes no more because of \p error_number, unless its reader is gone. Returns the exit code.
int give_up_results(int error_number);

}  // namespace roundwatt
