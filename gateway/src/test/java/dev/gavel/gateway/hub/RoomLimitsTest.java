package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoomLimitsTest {
  private final MemoryAuctions auctions = new MemoryAuctions();
  private final AtomicLong nowMs = new AtomicLong();
  private final RoomLimits limits = new RoomLimits(Map.of("u1", 5L), nowMs::get);

  @Test
  void aStoreThatIsBehindIsAskedNoMoreOftenThanOneThatAnswers() {
    auctions.away = true;
    nowMs.addAndGet(RoomLimits.KEPT_MS);
    limits.refresh(auctions, "room");
    int asked = auctions.reads.get();
    for (int i = 0; i < 10; i++) {
      limits.refresh(auctions, "room");
    }
    assertThat(auctions.reads).hasValue(asked);
    assertThat(limits.of("u1")).hasValue(5L);
    auctions.away = false;
    auctions.limits.put("u1", 7L);
    nowMs.addAndGet(RoomLimits.KEPT_MS);
    limits.refresh(auctions, "room");
    assertThat(limits.of("u1")).hasValue(7L);
  }
}
