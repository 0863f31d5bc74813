package dev.gavel.bids.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.Certificates;
import dev.gavel.backends.EmbeddedKafka;
import dev.gavel.model.Names;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `msk-iam://` against a real broker that asks for it over TLS: Amazon's own library, as the
/// settings of [KafkaClients] name it, signs a request with the process's credentials.
class MskIamIT {
  private static final Map<String, String> PROCESS =
      Map.of(
          "aws.accessKeyId", "AKIAGAVELTEST",
          "aws.secretAccessKey", "not-a-secret",
          "aws.region", "ap-northeast-2");

  private final Map<String, Optional<String>> before = new HashMap<>();

  @BeforeEach
  void haveARole() {
    PROCESS.forEach((key, value) -> before.put(key, set(key, value)));
    IamBroker.SAID.clear();
  }

  @AfterEach
  void haveNone() {
    before.forEach((key, value) ->
        value.ifPresentOrElse(was -> set(key, was), () -> System.clearProperty(key)));
  }

  private static Optional<String> set(String key, String value) {
    return Optional.ofNullable(System.setProperty(key, value));
  }

  @Test
  void theProcessesRoleSignsTheWayIn(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.create(folder.resolve("tls"));
    Map<String, String> broker = new HashMap<>(EmbeddedKafka.Outside.certificate(certificates));
    String own = EmbeddedKafka.Outside.LISTENER;
    broker.put(own + "sasl.enabled.mechanisms", IamBroker.MECHANISM);
    broker.put(
        own + "aws_msk_iam.sasl.jaas.config", IamBroker.Module.class.getName() + " required;");
    var outside = new EmbeddedKafka.Outside("SASL_SSL", broker);

    try (EmbeddedKafka kafka = EmbeddedKafka.startWith(folder.resolve("kafka"), outside)) {
      var clients =
          new KafkaClients(
              "msk-iam://" + kafka.bootstrap(), "w1", "group", Names.COMMANDS, 6_000, 100);
      Map<String, Object> settings = clients.plain("topic");
      settings.put("ssl.truststore.location", certificates.trustStore().toString());
      settings.put("ssl.truststore.password", Certificates.PASSWORD);
      try (Admin admin = Admin.create(settings)) {
        assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).hasSize(1);
      }
    }

    assertThat(IamBroker.SAID)
        .isNotEmpty()
        .allSatisfy(request ->
            assertThat(request)
                .contains("\"action\":\"kafka-cluster:Connect\"")
                .contains("\"x-amz-algorithm\":\"AWS4-HMAC-SHA256\"")
                .containsPattern(
                    "\"x-amz-credential\":\"AKIAGAVELTEST/\\d{8}/ap-northeast-2/kafka-cluster/aws4_request\"")
                .containsPattern("\"x-amz-signature\":\"[0-9a-f]{64}\""));
  }
}
