package dev.gavel.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://u:p@c.cluster-x1.eu-central-1.docdb.amazonaws.com:27017/?tls=true",
        "mongodb://u:p@c.cluster-x1.eu-central-1.DOCDB.amazonaws.com:27017/?tls=true",
        "mongodb://u:p@c-1.eu-central-1.docdb-elastic.amazonaws.com:27017/?retryWrites=true",
        "mongodb://u:p@c.cluster-x1.cn-north-1.docdb.amazonaws.com.cn/?retryWrites=true"
      })
  void documentDbIsNeverAskedForRetryableWrites(String uri) {
    assertThat(MongoAddress.of(uri).build().getRetryWrites()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://127.0.0.1:27017",
        "mongodb://db.example:27017/?retryWrites=true",
        "mongodb://docdb.amazonaws.com.example:27017"
      })
  void othersAreByTheirAddress(String uri) {
    assertThat(MongoAddress.of(uri).build().getRetryWrites()).isTrue();
    String off = uri.contains("?") ? uri.replace("true", "false") : uri + "/?retryWrites=false";
    assertThat(MongoAddress.of(off).build().getRetryWrites()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://x", "mongodb://", "mongodb://host:port", "mongodb://h:99999"})
  void whatIsNoAddressIsSaid(String text) {
    assertThatThrownBy(() -> MongoAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mongodb://host:port or mongodb+srv://name expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mongodb://me:sec/ret@host:1", "mongodb://me:secret@", "me:secret@host"})
  void aPasswordIsNotRepeated(String text) {
    assertThatThrownBy(() -> MongoAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("sec");
  }
}
