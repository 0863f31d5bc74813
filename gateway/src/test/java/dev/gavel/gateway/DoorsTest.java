package dev.gavel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorsTest {

  @Test
  void theNumberOfSocketsIsTheOneThatWasSet() {
    assertThat(Doors.socketLimits(5_000).maxConnections()).isEqualTo(5_000);
  }

  @ParameterizedTest
  @CsvSource({
    "/socket.io/, 16384",
    "/api/items/7, 524288",
    "/api/sales, 65536",
    "/api/rooms, 20000",
    "/api/session, 4096",
    "/api/nothing, 4096",
    "/, 524288"
  })
  void aBodysLimitIsKnownFromItsPath(String path, long bytes) {
    assertThat(Doors.bodyBytes("POST", path)).isEqualTo(bytes);
  }
}
