package dev.gavel.local.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measurements as SVG: a block a figure, in it a bar a variant, the longest as long as the block.
final class BarChart {
  private static final int WIDTH = 900;
  private static final int LEFT = 220;
  private static final int LONGEST = 500;
  private static final int BAR = 16;
  private static final int STEP = 22;
  private static final String MORE = "#1f6f8b";
  private static final String LESS = "#b3402a";
  private static final String NEITHER = "#7a8450";

  private BarChart() {}

  /// The whole file.
  ///
  /// @param below a line under the title: commit, machine, date
  static String of(String title, String below, List<Measurement> measurements) {
    List<String> names =
        measurements.stream()
            .flatMap(each -> each.figures().stream().map(Figure::name))
            .distinct()
            .toList();
    StringBuilder bars = new StringBuilder();
    int y = 96;
    for (String name : names) {
      text(bars, 20, y, "font-weight=\"bold\"", name);
      y += 10;
      y = block(bars, y, rows(name, measurements)) + 24;
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
    <rect width="100%%" height="100%%" fill="#fffdf8"/>
    <text x="20" y="36" font-size="19" font-weight="bold">%s</text>
    <text x="20" y="60" fill="#555">%s</text>
    %s</svg>
    """
        .formatted(WIDTH, y, escape(title), escape(below), bars);
  }

  private record Row(String variant, Figure figure) {}

  private static List<Row> rows(String name, List<Measurement> measurements) {
    List<Row> rows = new ArrayList<>();
    for (Measurement each : measurements) {
      each.figure(name).ifPresent(figure -> rows.add(new Row(each.variant(), figure)));
    }
    return rows;
  }

  private static int block(StringBuilder bars, int top, List<Row> rows) {
    double most = rows.stream().mapToDouble(row -> row.figure().value()).max().orElse(0);
    int y = top;
    for (Row row : rows) {
      double length = most <= 0 ? 0 : Math.max(0, LONGEST * row.figure().value() / most);
      text(bars, 20, y + 13, "", row.variant());
      bars.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
              LEFT,
              y,
              length,
              BAR,
              colour(row.figure())));
      String value = row.figure().text() + " " + row.figure().unit();
      text(bars, LEFT + (int) length + 6, y + 13, "", value);
      y += STEP;
    }
    return y;
  }

  private static String colour(Figure figure) {
    return switch (figure.better()) {
      case MORE -> MORE;
      case LESS -> LESS;
      case NEITHER -> NEITHER;
    };
  }

  private static void text(StringBuilder bars, int x, int y, String more, String text) {
    bars.append(
        "<text x=\"%d\" y=\"%d\" %s fill=\"#333\">%s</text>\n".formatted(x, y, more, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
