package dev.gavel.gateway.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.ConformanceServer;
import dev.gavel.gateway.WireClient;
import org.junit.jupiter.api.Test;

/// When the door is asked.
class DoorTest {
  /// The original's options could come after its server was made, and its middleware went on twice.
  @Test
  void bugs24And39TheDoorIsThereBeforeTheFirstRequestAndIsAskedOnce() {
    try (ConformanceServer server = ConformanceServer.start(ConformanceServer.patient());
        WireClient client = new WireClient(server.port(), "/socket.io/")) {
      assertThat(client.get("EIO=4&transport=polling", "Cookie", "user=away").statusCode())
          .as("the very first request")
          .isEqualTo(403);
      assertThat(server.door.entered).hasValue(1);
      String sid = client.open();
      assertThat(server.door.entered).hasValue(2);
      client.post(sid, "40");
      client.poll(sid);
      assertThat(server.door.entered).as("later requests only go on").hasValue(2);
      client.direct().close();
      assertThat(server.door.entered).hasValue(3);
    }
  }
}
