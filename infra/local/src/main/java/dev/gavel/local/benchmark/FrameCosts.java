package dev.gavel.local.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/// Where the running threads of a flight recording were: by the topmost frame of ours, or where
/// there is none, by the package at the bottom of the work.
final class FrameCosts {
  private static final String OURS = "dev.gavel.";
  private static final String SAMPLE = "jdk.ExecutionSample";

  private final Map<String, Integer> samples = new HashMap<>();
  private int all;

  private FrameCosts() {}

  /// A place in the code.
  ///
  /// @param share of all samples, 0 to 1
  record Cost(String where, double share) {}

  static FrameCosts of(Path recording) throws IOException {
    FrameCosts costs = new FrameCosts();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          costs.count(event.getStackTrace().getFrames());
        }
      }
    }
    return costs;
  }

  private void count(List<RecordedFrame> frames) {
    all++;
    samples.merge(where(frames), 1, Integer::sum);
  }

  private static String where(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      RecordedMethod method = frame.getMethod();
      String type = method.getType().getName();
      if (type.startsWith(OURS)) {
        return type.substring(OURS.length()) + "." + method.getName();
      }
    }
    return frames.reversed().stream()
        .map(frame -> frame.getMethod().getType().getName())
        .filter(type -> !type.startsWith("java.") && !type.startsWith("jdk."))
        .findFirst()
        .map(type -> "(not ours) " + type.replaceFirst("\\$\\$Lambda.*", ""))
        .orElse("(the JDK alone)");
  }

  int samples() {
    return all;
  }

  /// The places with most samples, most first.
  List<Cost> largest(int count) {
    return samples.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(count)
        .map(each -> new Cost(each.getKey(), each.getValue() / (double) all))
        .toList();
  }
}
