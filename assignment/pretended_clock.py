"""A clock whose time passes only when work is done: what is timed by it never depends on chance."""


class PretendedClock:
    """A clock, and a piece of work that takes as long as it is told.

    Inputs:
    - durations: seconds for each element that the calls of `work` take, one number a call;
      after the last comes the first again

    With durations [3.0, 1.0], the second call of `work` moves the clock on by one second for each
    element of its argument.
    """

    def __init__(self, durations):
        """Set the clock to a time that says nothing."""
        self.durations = durations
        self.calls = 0
        self.now = 100.0

    def __call__(self):
        """Return the time in seconds. Looking at the clock takes no time."""
        return self.now

    def work(self, x):
        """Let time pass, for each element of the array x."""
        self.now += self.durations[self.calls % len(self.durations)] * x.size
        self.calls += 1
