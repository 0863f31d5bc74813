package dev.gavel.runtime.address;

import java.util.function.Function;

/// A setting that is an address, looked at before anything is opened.
public final class AddressSetting {
  private AddressSetting() {}

  /// Whether anybody is there is not looked up: servers may come later.
  ///
  /// @param reader of such addresses
  /// @throws IllegalArgumentException naming the setting, when its value is no address
  public static void check(String key, String value, Function<String, ?> reader) {
    try {
      var _ = reader.apply(value);
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException(key + ": " + none.getMessage(), none);
    }
  }
}
