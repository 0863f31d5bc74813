package dev.gavel.gateway.plain;

import java.util.concurrent.TimeUnit;

/// Counts what one connection sends, in windows of fixed length. Used by its reading thread alone.
final class FrameRate {
  private final int most;
  private final long windowNs;
  private long windowBegan;
  private int count;

  FrameRate(int most, long windowMs, long nowNs) {
    this.most = most;
    this.windowNs = TimeUnit.MILLISECONDS.toNanos(windowMs);
    this.windowBegan = nowNs;
  }

  /// Counts one; false when this window had too many.
  boolean allows(long nowNs) {
    if (nowNs - windowBegan >= windowNs) {
      windowBegan = nowNs;
      count = 0;
    }
    return ++count <= most;
  }
}
