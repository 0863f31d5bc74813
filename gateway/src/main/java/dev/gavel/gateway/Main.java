package dev.gavel.gateway;

import io.helidon.config.Config;

/// Starts a gateway.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Running running = start(SettingsFile.read(Config.create()));
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
  }

  /// Starts one gateway; several may live in one JVM.
  ///
  /// @throws IllegalStateException when a port is taken
  public static Running start(Settings settings) {
    return new Gateway(settings);
  }
}
