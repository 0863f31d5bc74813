package dev.gavel.local.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A latency distribution as SVG: how long (upwards, logarithmic) the slowest share (to the right,
/// each step a tenth of the last) took at least.
final class Picture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final int LEFT = 80;
  private static final int RIGHT = 860;
  private static final int KEY = 500;
  private static final int TOP = 90;
  private static final int BOTTOM = 450;
  private static final double[] SHARES = {0, 50, 90, 99, 99.9, 99.99, 99.999};
  private static final String[] COLOURS = {"#b3402a", "#1f6f8b", "#7a8450", "#8a6fae"};

  /// A curve.
  record Curve(String name, Histogram times) {}

  private final List<Curve> curves;
  private final double least;
  private final double most;

  private Picture(List<Curve> curves) {
    this.curves = curves.stream().filter(curve -> curve.times().getTotalCount() > 0).toList();
    least = 2;
    double max = 4;
    for (Curve curve : this.curves) {
      max = Math.max(max, Math.ceil(Math.log10((double) Math.max(1, curve.times().getMaxValue()))));
    }
    most = max;
  }

  /// The whole file.
  ///
  /// @param title and a line of figures below it
  static String of(String title, String figures, List<Curve> curves) {
    Picture picture = new Picture(curves);
    StringBuilder svg = new StringBuilder(16_384);
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="#fffdf8"/>
        <text x="%d" y="36" font-size="19" font-weight="bold">%s</text>
        <text x="%d" y="60" fill="#555">%s</text>
        """
            .formatted(WIDTH, HEIGHT, LEFT, escape(title), LEFT, escape(figures)));
    picture.grid(svg);
    picture.lines(svg);
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg) {
    for (double share : SHARES) {
      line(svg, x(share), TOP, x(share), BOTTOM);
      String word = share == 0 ? "0" : String.format(Locale.ROOT, "%s %%", trimmed(share));
      label(svg, x(share), BOTTOM + 20, "middle", word);
    }
    for (double power = least; power <= most; power++) {
      double y = y(Math.pow(10, power));
      line(svg, LEFT, y, RIGHT, y);
      label(svg, LEFT - 8, y + 4, "end", time(power));
    }
    label(svg, RIGHT, BOTTOM + 44, "end", "백분위 percentile");
  }

  private void lines(StringBuilder svg) {
    for (int i = 0; i < curves.size(); i++) {
      String colour = COLOURS[i % COLOURS.length];
      Curve curve = curves.get(i);
      List<String> points = new ArrayList<>();
      for (double nines = 0; nines <= 5; nines += 0.05) {
        double share = 100 - 100 / Math.pow(10, nines);
        // Beyond this the histogram has no single value more to tell.
        if (curve.times().getTotalCount() * (100 - share) < 50) {
          break;
        }
        points.add(
            number(x(share)) + "," + number(y((double) curve.times().getValueAtPercentile(share))));
      }
      svg.append(
          "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" points=\"%s\"/>\n"
              .formatted(colour, String.join(" ", points)));
      // Below on the right: what is slow for few is above, what is quick for many on the left.
      int y = BOTTOM - 22 * (curves.size() - i) - 8;
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\"/>\n"
              .formatted(KEY, y, colour));
      label(svg, KEY + 20, y + 12, "start", curve.name());
    }
  }

  /// By the number of nines: 90 is one step, 99 two.
  private static double x(double share) {
    double nines = -Math.log10(Math.max(1e-5, 1 - share / 100));
    return LEFT + (RIGHT - LEFT) * nines / 5;
  }

  private double y(double us) {
    double power = Math.clamp(Math.log10(Math.max(1, us)), least, most);
    return BOTTOM - (BOTTOM - TOP) * (power - least) / (most - least);
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#ddd6c8\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2)));
  }

  private static void label(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"#333\">%s</text>\n"
            .formatted(number(x), number(y), anchor, escape(text)));
  }

  /// Ten to the power of `power` microseconds.
  private static String time(double power) {
    return power < 6
        ? trimmed(Math.pow(10, power - 3)) + " ms"
        : trimmed(Math.pow(10, power - 6)) + " s";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
