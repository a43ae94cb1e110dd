#pragma once

#include <string_view>

namespace roundwatt {

/// The prose of docs/formats/scenario.md; units and keys come from their declarations.
constexpr std::string_view scenario_page_before_units = R"(# The scenario file

A scenario is one run: the platform, what training costs, who takes part and how, when the run ends. It is a YAML file, read by
`roundwatt run` and `roundwatt validate`. Every mistake in it is reported at once, with file, line, value, bound and cure; the program then
ends with exit code 2. Physical numbers have no silent defaults.

This page, [scenario.schema.json](scenario.schema.json) and `roundwatt defaults` are written from the declaration of the keys in
`sim/scenario/scenario_keys.cpp`. Editors with a YAML language server complete and check a file that begins with
`# yaml-language-server: $schema=<path of scenario.schema.json>`.

## An example

```yaml
roundwatt: 1
name: cifar10-federated-france
seed: 42
start: 2021-02-16T00:00:00Z
platform:
  file: ../../platforms/first-look.xml
  defaults:
    links: {router_share: 0.01}
workload:
  model: {name: resnet18-cifar, parameters: 11.17e6, size: 44.7MB}
  compute:
    flops_per_sample: 3.33Gf
    samples_per_second: {jetson-tx2: 60, jetson-xavier-nx: 76}
  aggregation: {flops_per_update: 22.3e6}
data: {dataset: cifar10, clients: 100, samples_per_client: 500}
learning:
  local: {epochs: 5, batch_size: 50}
federation:
  server: fra-cpu
  clients_per_round: 10
  devices: {sites: [fra-edge], models: [jetson-tx2]}
  stragglers: {deadline: 300s, over_selection: 1.3}
stop: {rounds: 280, time: 7d}
trace: {bucket: 1h}
```

## How values are read

- **Text is taken as it is written:** `NO` is a name, not a truth value. Truth values are `true` and `false`, nothing else.
- **Quantities** are numbers in the SI unit of the key, or carry a unit: `44.7MB`, `300s`, `3.33 Gf`. 1 MB is 10^6 bytes, 1 MiB is
  2^20. Units are case-sensitive: `Mf` is a million operations, `m` a minute, `min` too.

)";

constexpr std::string_view scenario_page_after_units = R"(
- **Files:** a relative path starts at the folder of the YAML file in which it stands; on the command line, at the current folder.
- **A key without a value** (`server:`) says nothing. **`null`** takes back what an included file said: the key is as if it had
  never been given. On whole sections too: `stragglers: null`.
- **Lists** of names may be a single name: `sites: fra-edge`.
- Keys stand once in a mapping, and are nested: `stop: {rounds: 5}`, not `stop.rounds: 5`. YAML's anchors and aliases work; tags of
  one's own do not. A scenario is one document in UTF-8, of at most 1 MB.

## Includes and overrides

The later wins, key by key:

1. the defaults of the tables below,
2. the files under `include:`, in their order, each with its own includes first,
3. the file itself,
4. `--set KEY=VALUE` on the command line, in their order. The value is YAML: `--set stop.rounds=10`,
   `--set 'federation.devices.sites=[usa-edge]'`, `--set stop.time=null`.

```yaml
include: [base.yaml, cifar10.yaml]
name: cifar10-usa
federation: {devices: {sites: usa-edge}}
```

Mappings are merged, those with free names (`platform.defaults.hosts`, `workload.compute.samples_per_second`) too. Lists and all other
values are replaced. A file must not include itself, directly or through others.

The resolved scenario, defaults included, is kept in the trace (attribute `scenario_yaml`); it reads back as the same scenario.

## What the rules mean

- **Clients and devices.** Each client has a device of its own, among those that `federation.devices` admits. `binding: order` gives
  client *i* the *i*-th device of the platform; `random` draws without replacement; `site` deals clients to the sites in turn, in the
  order in which the sites first appear; `file` reads who lives where from `binding_file` (client, device). A `samples_file` that names
  devices binds a client to each, numbered in the order of the platform. Files of speeds and availability may name devices too; a number
  is always a client's, unless the column is called `device`. More clients than devices is an error.
- **Samples.** `samples_quantiles: [16, 30, 316]` is the smallest client, the median and the largest: of *N* clients the one of rank
  *i* (from 0) has the size at (*i* + 1/2) / *N*, rounded; which client has which rank is drawn by the seed.
- **Compute time.** `samples_per_second` of the host's `model`, else `flops_per_sample` over the host's speed:
  docs/methods/time.md. `steps` counts batches; `epochs` passes over the client's samples, the last short batch kept.
- **Selection.** A round selects m = ceil(over_selection × clients_per_round − 1e-9) clients.
- **Closing.** A round closes at the first `clients_per_round` arrivals, at the deadline, or when nobody is left who could deliver.
  Whose update has not arrived by then is late: with `after_deadline: cancel` it stops at once, with `finish` it works on, in vain
  unless `late` is `stale`. Its energy counts either way. Deadlines from history, partial work, stale updates, simulated stragglers
  and devices that differ from their platform: docs/methods/stragglers.md.
- **Stops.** The first that holds ends the run at that instant; what is in flight is cancelled.

Between keys:

| what | why |
| --- | --- |
| exactly one of `data.samples_per_client`, `data.samples_quantiles`, `data.samples_file` | each says all sizes |
| at least one of `workload.compute.flops_per_sample`, `workload.compute.samples_per_second` | training has a cost |
| at least one key under `stop` | a run ends |
| `clients_per_round`, and m, at most `data.clients` | a client takes part once in a round |
| `learning.local.steps` or `epochs`, not both | a client counts the one or the other |
| `late: wait` only without a deadline, `drop` and `partial` only with one or with a `share`, `stale` only with one or with over-selection | late is who misses the deadline, or is said to be |
| `share` only with `late: drop` or `partial` said | its work is dropped or kept |
| `late: stale` only with `after_deadline: finish`; not with scaffold, feddyn, qfedavg, median, trimmed-mean | who is stopped sends nothing; those have no place for a weight by staleness |
| `cut: epochs` only with several epochs | one epoch has no part in epochs |
| `stop.target_accuracy` only with `learning.kind: real` or `replay` | nothing else knows an accuracy |
| `upload_raw_data: true` only in mode centralized | a server that trains alone needs the samples |
| no `federation.stragglers` in mode centralized | there are no rounds of clients |
| no `federation.selection.filters` in modes centralized and gossip | nobody is asked |
| no `learning.solver.kind` but sgd, and no `learning.server`, in mode centralized | there are no updates to merge |
| `learning.evaluate.set` and `per_epoch` only with `learning.kind: real` | no other model is tested |
| `federation.stragglers.staleness` only with `learning.kind: real` | no other update has a weight |
| `secure_aggregation.kind: secagg` only in mode synchronous; not with oort, power-of-choice, median, trimmed-mean, compression, `late: stale` | the server sees sums of one round alone |
)";

}  // namespace roundwatt
