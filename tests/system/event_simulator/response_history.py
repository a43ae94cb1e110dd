"""A deadline that follows the response times of past rounds: docs/methods/stragglers.md, "When a round closes". Seconds."""

import math

MARGIN = 1 + 1e-9  # so that a client as slow as before is in time


class ResponseHistory:
    def __init__(self, keys):
        self.percentile, self.rounds = keys["percentile"], keys.get("rounds", 10)
        self.cohorts = []

    def remember(self, cohort, waited_s):
        """A round, and for how long it collected."""
        self.cohorts = [*self.cohorts, (cohort, waited_s)][-self.rounds:]

    def deadline(self):
        """The nearest rank among those asked, or None while nobody has answered."""
        parts = [part for cohort, _ in self.cohorts for part in cohort if part.outcome not in ("failed", "left")]
        answered = sorted(response_of(part) for part in parts if not math.isnan(part.upload_end_s))
        if not answered:
            return None
        rank = math.ceil(self.percentile / 100 * len(parts) - 1e-9)
        if rank <= len(answered):
            return answered[rank - 1] * MARGIN
        return 2 * max(answered[-1], *(waited_s for _, waited_s in self.cohorts)) * MARGIN


def response_of(part):
    """From selection to arrival; of one that cut its work as if it had done it all."""
    missing = part.run.flop_of(part.run.epochs * part.run.units_per_epoch) - part.run.flop_of(part.units)
    return part.upload_end_s - part.selected_s + missing / part.host.speed
