/// The start cache: what a JVM learned about classes and hot methods in a training run, kept beside
/// the launcher's jar for the next start (JEP 483, 514, 515). Owns its file, its key and the
/// training; a start never depends on it.
@NullMarked
package dev.gavel.local.startcache;

import org.jspecify.annotations.NullMarked;
