"""An event simulator of federated learning, written from docs/methods and docs/formats alone, to compare Roundwatt's traces with.

The family it knows: the textbook network on a platform whose routes form a tree of SHARED links; hosts of one core and one pstate;
profiles that switch hosts and links; clients that are always there or by recorded intervals; batteries that are always or never
charged; equal numbers of samples; uniform selection. Who is drawn is read from the trace; whether they could be drawn is checked.
"""
