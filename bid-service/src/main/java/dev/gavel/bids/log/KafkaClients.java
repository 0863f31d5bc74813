package dev.gavel.bids.log;

import dev.gavel.model.KafkaAddress;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// How this member of the group talks to Kafka.
///
/// @param name of the member, in the brokers' logs too
/// @param topic the commands topic
/// @param pollRecords most records of one poll
public record KafkaClients(
    String bootstrap,
    String name,
    String group,
    String topic,
    int sessionTimeoutMs,
    int pollRecords) {

  private static final int HEARTBEATS_A_SESSION = 3;

  /// Most bytes that a broker gives at once, so also what waits fetched and not polled.
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  /// Settings that every client has.
  public Map<String, Object> plain(String purpose) {
    Map<String, Object> settings = new HashMap<>(KafkaAddress.of(bootstrap).clientSettings());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, name + "-" + purpose);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 5_000);
    return settings;
  }

  KafkaConsumer<String, byte[]> member() {
    Map<String, Object> settings = consumer("commands");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionTimeoutMs);
    settings.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionTimeoutMs / HEARTBEATS_A_SESSION);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /// Of no group; the caller says what it reads.
  KafkaConsumer<String, byte[]> reader() {
    return new KafkaConsumer<>(
        consumer("scan"), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> consumer(String purpose) {
    Map<String, Object> settings = plain(purpose);
    // Places are kept beside the view. An offset that is not in the log is a fault to be seen.
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }
}
