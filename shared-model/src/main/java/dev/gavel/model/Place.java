package dev.gavel.model;

/// Where a command stands in the log.
public record Place(int partition, long offset) {
  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
