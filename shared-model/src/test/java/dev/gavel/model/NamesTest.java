package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  @Test
  void idsAreWhatThePatternSays() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      for (String id : new String[] {"" + c, "a" + c, c + "9"}) {
        assertThat(Names.isId(id)).isEqualTo(ID.matcher(id).matches());
      }
    }
    for (int length : new int[] {0, 1, 63, 64, 65, 1_000}) {
      assertThat(Names.isId("x".repeat(length))).isEqualTo(length > 0 && length <= 64);
    }
  }
}
