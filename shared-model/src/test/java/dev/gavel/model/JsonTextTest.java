package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  private static final long SEED = 7;

  @Test
  void anyTextAndNumberIsReadBackByAnotherReader() throws IOException {
    Random random = new Random(SEED);
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.appendCodePoint(point(random));
      }
      long number = random.nextLong() >> random.nextInt(64);
      JsonText out = new JsonText();
      out.open().field("t", text.toString()).field("n", number).close();
      byte[] bytes = out.toBytes();
      assertThat(mapper.readTree(bytes).get("t").textValue()).isEqualTo(text.toString());
      assertThat(mapper.readTree(bytes).get("n").longValue()).isEqualTo(number);
    }
  }

  /// Of one, two, three and four bytes, and halves of pairs.
  private static int point(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(0x80);
      case 1 -> random.nextInt(0x800);
      case 2 -> random.nextInt(0x10000);
      case 3 -> Character.MIN_SURROGATE + random.nextInt(0x800);
      default -> 0x10000 + random.nextInt(0x100000);
    };
  }
}
