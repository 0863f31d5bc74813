package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.backends.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  @Test
  void everythingRestartedKeepsPriceHistoryAndState(@TempDir Path data) throws Exception {
    JsonNode before;
    String room;
    try (LocalSystem system = new LocalSystem(plan(data), Progress.silent())) {
      ObjectNode demo = system.start();
      room = room(demo).path("id").asText();
      before = afterTwoBids(demo, room);
    }
    try (LocalSystem system = new LocalSystem(plan(data), Progress.silent())) {
      ObjectNode demo = system.start();
      assertThat(room(demo).path("id").asText()).isEqualTo(room);
      try (AuctionClient same = client(demo, 1);
          AuctionClient other = client(demo, 2)) {
        JsonNode after = same.join(room);
        assertThat(after.path("standing")).isEqualTo(before.path("standing"));
        assertThat(after.path("sequence")).isEqualTo(before.path("sequence"));
        assertThat(after.path("receipt")).isEqualTo(before.path("receipt"));
        assertThat(after.path("standing").path("price").asLong()).isEqualTo(1_000_000);
        other.join(room);
        JsonNode next = other.bid(room, 1_100_000, "c");
        assertThat(next.path("status").asText()).as("%s", next).isEqualTo("leading");
        assertThat(next.path("sequence").asLong()).isEqualTo(before.path("sequence").asLong() + 1);
      }
    }
  }

  /// One accepted, one refused; the snapshot after them.
  private static JsonNode afterTwoBids(JsonNode demo, String room) throws Exception {
    try (AuctionClient bidder = client(demo, 1)) {
      bidder.join(room);
      JsonNode first = bidder.bid(room, 1_000_000, "a");
      assertThat(first.path("status").asText()).as("%s", first).isEqualTo("leading");
      JsonNode second = bidder.bid(room, 1_200_000, "b");
      assertThat(second.path("code").asText()).as("%s", second).isEqualTo("ALREADY_LEADING");
      return bidder.join(room);
    }
  }

  /// The second of the programme: open for twenty minutes.
  private static JsonNode room(JsonNode demo) {
    return demo.path("rooms").get(1);
  }

  private static AuctionClient client(JsonNode demo, int gatewayAndUser) throws Exception {
    int port = demo.path("gateways").get(gatewayAndUser % 2).path("port").asInt();
    String cookie =
        AuctionClient.login(
            port,
            demo.path("users").get(gatewayAndUser).path("email").asText(),
            demo.path("password").asText());
    return AuctionClient.connect(port, cookie, room(demo).path("item").asText());
  }

  private static Plan plan(Path data) throws IOException {
    int port = Ports.free();
    while (!Ports.isFree(port) || !Ports.isFree(port + 1)) {
      port = Ports.free();
    }
    return new Plan(data, false, port, 2, 2, 6, 0, false, 10, Optional.empty(), Optional.empty());
  }
}
