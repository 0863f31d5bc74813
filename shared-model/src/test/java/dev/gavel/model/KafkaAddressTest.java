package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAddressTest {
  @Test
  void withoutAWayItIsInTheOpen() {
    assertThat(KafkaAddress.of("a:1,b:2").clientSettings())
        .containsEntry("bootstrap.servers", "a:1,b:2")
        .containsEntry("security.protocol", "PLAINTEXT")
        .hasSize(2);
  }

  @Test
  void tlsIsTls() {
    assertThat(KafkaAddress.of("tls://a:9094").clientSettings())
        .containsEntry("bootstrap.servers", "a:9094")
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void mskTakesTheRoleOfTheProcess() {
    assertThat(KafkaAddress.of("msk-iam://b-1:9098,b-2:9098").clientSettings())
        .containsEntry("bootstrap.servers", "b-1:9098,b-2:9098")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "AWS_MSK_IAM")
        .containsKeys("sasl.jaas.config", "sasl.client.callback.handler.class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-1.b_2.example:9092", "10.0.0.1:1, 10.0.0.2:65535", "tls://[::1]:9092"})
  void aServerIsANameOrANumberAndAPort(String text) {
    assertThat(KafkaAddress.of(text).clientSettings()).containsKey("bootstrap.servers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "tls://",
        "ssl://a:1",
        "http://a:1",
        "a",
        "a:",
        ":1",
        "a:b",
        "a:0",
        "a:65536",
        "a b:1",
        "a:1,",
        "a:1,,b:2",
        "a:1 b:2",
        "::1:9092",
        "mongodb://a:1"
      })
  void anythingElseIsRefusedAtTheStart(String text) {
    assertThatThrownBy(() -> KafkaAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host:port")
        .hasMessageEndingWith("not '" + text + "'");
  }
}
