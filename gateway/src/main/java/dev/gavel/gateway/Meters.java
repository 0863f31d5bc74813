package dev.gavel.gateway;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;

/// Where a gateway's meters are kept. Each gateway of a JVM has its own.
final class Meters {
  private Meters() {}

  // The GC listener lives as long as the JVM, like everything that it listens to.
  @SuppressWarnings("resource")
  static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new Histograms());
    List<MeterBinder> ofTheProcess =
        List.of(
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmGcMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());
    ofTheProcess.forEach(binder -> binder.bindTo(registry));
    return registry;
  }

  /// All of our times are histograms: quantiles of several gateways cannot be added up.
  private static final class Histograms implements MeterFilter {
    private static final double SHORTEST_NS = Duration.ofNanos(500_000).toNanos();
    private static final double LONGEST_NS = Duration.ofSeconds(30).toNanos();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      if (id.getType() != Meter.Type.TIMER || !id.getName().startsWith("gavel_")) {
        return config;
      }
      return DistributionStatisticConfig.builder()
          .percentilesHistogram(true)
          .minimumExpectedValue(SHORTEST_NS)
          .maximumExpectedValue(LONGEST_NS)
          .build()
          .merge(config);
    }
  }
}
