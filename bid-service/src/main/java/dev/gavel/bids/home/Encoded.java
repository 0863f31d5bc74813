package dev.gavel.bids.home;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An entry of the projection, encoded when its bytes are first asked for: what a replay passes by
/// is never encoded. A caller does not change the bytes. Not thread-safe.
final class Encoded {
  private @Nullable Supplier<byte[]> encode;
  private byte @Nullable [] bytes;

  Encoded(Supplier<byte[]> encode) {
    this.encode = encode;
  }

  byte[] bytes() {
    if (encode != null) {
      bytes = encode.get();
      encode = null; // and with it the value
    }
    return Objects.requireNonNull(bytes);
  }
}
