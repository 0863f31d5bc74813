/// What the system can do, measured from outside: commands into the log, decisions out of it, HTTP
/// and WebSockets. Owns the benchmarks, their figures and the comparison with earlier runs.
///
/// The system that is measured is a checkout of its own, built beforehand and started as processes;
/// its classes come first wherever one JVM needs both. So one set of benchmarks measures two
/// commits. Of ours it may import backends, the model's codec and names, seed, and the load tool's
/// entrance; nothing of the services.
@NullMarked
package dev.gavel.local.benchmark;

import org.jspecify.annotations.NullMarked;
