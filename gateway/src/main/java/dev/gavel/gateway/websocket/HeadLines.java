package dev.gavel.gateway.websocket;

/// Collects a request's head byte by byte, within its limits.
final class HeadLines {
  private final RequestLimits limits;
  private final StringBuilder text = new StringBuilder(256);
  private int lines;
  private int lineStart;
  private boolean afterCr;
  private boolean leading = true;

  HeadLines(RequestLimits limits) {
    this.limits = limits;
  }

  /// Adds a byte; answers whether the head is whole.
  boolean add(byte value) {
    char c = (char) (value & 0xff);
    // RFC 9112 section 2.2: a bare CR or LF could be read as the end of a line, or not
    if (afterCr != (c == '\n')) {
      throw RequestRejectedException.malformed("a line does not end with CRLF");
    }
    if (c == '\r') {
      afterCr = true;
      return false;
    }
    if (c != '\n') {
      append(c);
      return false;
    }
    afterCr = false;
    return endLine();
  }

  private void append(char c) {
    leading = false;
    text.append(c);
    if (lines == 0 && text.length() > limits.maxLineBytes()) {
      throw new RequestRejectedException(
          414, "LINE_TOO_LONG", "a request line of at most " + limits.maxLineBytes() + " bytes");
    }
    if (text.length() > limits.maxHeadBytes()) {
      throw new RequestRejectedException(
          431, "HEAD_TOO_LARGE", "a head of at most " + limits.maxHeadBytes() + " bytes");
    }
  }

  private boolean endLine() {
    if (leading) {
      leading = false; // one empty line before a request is read over (RFC 9112 section 2.2)
      return false;
    }
    if (text.length() == lineStart) {
      text.setLength(Math.max(0, lineStart - 2));
      return true;
    }
    lines++;
    text.append("\r\n");
    lineStart = text.length();
    return false;
  }

  /// The request line and the field lines, without the empty one.
  String text() {
    return text.toString();
  }
}
