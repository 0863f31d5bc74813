package dev.gavel.local;

import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Keeps the two log files before the current one, as `.1` and `.2`. Logback's own policy takes the
/// whole path for a pattern, so the `%` of a folder's name would begin a conversion word.
public final class NumberedLogs extends RollingPolicyBase {
  private static final int KEPT = 2;

  @Override
  public void rollover() throws RolloverFailure {
    try {
      for (int i = KEPT; i > 0; i--) {
        Path newer = i == 1 ? Path.of(getActiveFileName()) : numbered(i - 1);
        if (Files.exists(newer)) {
          Files.move(newer, numbered(i), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new RolloverFailure("cannot roll " + getActiveFileName(), e);
    }
  }

  private Path numbered(int i) {
    return Path.of(getActiveFileName() + "." + i);
  }

  @Override
  public String getActiveFileName() {
    return getParentsRawFileProperty();
  }
}
