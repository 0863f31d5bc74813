package dev.gavel.local.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Processor time of every platform thread of a JVM, its compilers and collectors too, as `jcmd
/// Thread.print` tells it. What a thread took that has ended is not in it.
///
/// @param millis by the system's number of the thread
/// @param names of the same
record ThreadCpu(Map<Long, Double> millis, Map<Long, String> names) {
  private static final Pattern THREAD =
      Pattern.compile("^\"(.*)\".* cpu=([0-9.]+)ms .*nid=(\\d+)", Pattern.MULTILINE);

  static ThreadCpu of(String printed) {
    Map<Long, Double> millis = new HashMap<>();
    Map<Long, String> names = new HashMap<>();
    Matcher thread = THREAD.matcher(printed);
    while (thread.find()) {
      long number = Long.parseLong(thread.group(3));
      millis.put(number, Double.valueOf(thread.group(2)));
      names.put(number, thread.group(1));
    }
    return new ThreadCpu(millis, names);
  }

  /// What each took since `before`, by number.
  private Map<Long, Double> since(ThreadCpu before) {
    Map<Long, Double> took = new HashMap<>();
    millis.forEach(
        (number, now) -> took.put(number, now - before.millis.getOrDefault(number, 0.0)));
    return took;
  }

  /// Milliseconds by group of threads.
  Map<String, Double> groupsSince(ThreadCpu before) {
    Map<String, Double> groups = new TreeMap<>();
    since(before)
        .forEach((number, took) ->
            groups.merge(ThreadGroups.of(names.getOrDefault(number, "")), took, Double::sum));
    return groups;
  }

  /// Milliseconds of the thread of a group that took most: it can have one core and no more.
  double busiestSince(ThreadCpu before, String group) {
    return since(before).entrySet().stream()
        .filter(each -> ThreadGroups.of(names.getOrDefault(each.getKey(), "")).equals(group))
        .mapToDouble(Map.Entry::getValue)
        .max()
        .orElse(0);
  }
}
