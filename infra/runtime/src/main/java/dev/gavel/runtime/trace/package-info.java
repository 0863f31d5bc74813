/// Traces: what one bid met on its way, exported by OTLP when that is configured.
///
/// Owns OpenTelemetry: nobody else names its SDK. Off, nothing here does anything, and nothing here
/// may ever delay or fail what it watches. No attribute may name a person.
@NullMarked
package dev.gavel.runtime.trace;

import org.jspecify.annotations.NullMarked;
