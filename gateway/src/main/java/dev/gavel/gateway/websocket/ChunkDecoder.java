package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.HeaderSyntax;

/// Reads a chunked body (RFC 9112 section 7.1), strictly and without holding any of it: extensions
/// and trailer fields are read over, everything else that is not the grammar is refused.
final class ChunkDecoder {
  /// Fixed: eight hexadecimal digits say up to 4 GiB.
  static final int MAX_SIZE_DIGITS = 8;

  /// Fixed: a size with its extensions.
  static final int MAX_LINE_BYTES = 256;

  /// Fixed: trailer fields, and their bytes together.
  static final int MAX_TRAILERS = 16;

  static final int MAX_TRAILER_BYTES = 4 * 1024;

  private enum Part {
    SIZE,
    DATA,
    DATA_END,
    TRAILER,
    DONE
  }

  private final long maxBytes;
  private Part part = Part.SIZE;
  private final StringBuilder line = new StringBuilder();
  private boolean afterCr;
  private long left;
  private long total;
  private int trailers;
  private int trailerBytes;

  /// @param maxBytes of all chunks together; more is 413, said by the size that announces it
  ChunkDecoder(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  boolean done() {
    return part == Part.DONE;
  }

  /// How many of the next bytes are data that can be passed on as they are; 0 when the next byte
  /// belongs to the framing.
  int data(int available) {
    return part == Part.DATA ? (int) Math.min(available, left) : 0;
  }

  /// So many bytes of data were passed on.
  void passed(int bytes) {
    left -= bytes;
    if (left == 0) {
      part = Part.DATA_END;
    }
  }

  /// Takes one byte of framing.
  void framing(byte value) {
    char c = (char) (value & 0xff);
    if (afterCr != (c == '\n')) {
      throw malformed("a line does not end with CRLF"); // a bare CR, or a bare LF
    }
    if (c == '\r') {
      afterCr = true;
    } else if (c == '\n') {
      afterCr = false;
      endLine();
    } else {
      add(c);
    }
  }

  private void add(char c) {
    switch (part) {
      case DATA_END -> throw malformed("chunk data is longer than its size");
      case TRAILER -> {
        if (++trailerBytes > MAX_TRAILER_BYTES) {
          throw malformed("trailer fields are too long");
        }
      }
      case SIZE -> {
        if (line.length() == MAX_LINE_BYTES) {
          throw malformed("a chunk's size line is too long");
        }
      }
      case DATA, DONE -> throw new IllegalStateException("no framing is due");
    }
    line.append(c);
  }

  private void endLine() {
    String text = line.toString();
    line.setLength(0);
    switch (part) {
      case SIZE -> announced(size(text));
      case DATA_END -> part = Part.SIZE;
      case TRAILER -> trailer(text);
      case DATA, DONE -> throw new IllegalStateException("no line is due");
    }
  }

  private static long size(String text) {
    int end = 0;
    while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    String rest = text.substring(end);
    boolean extended = HeaderSyntax.strip(rest).startsWith(";") && HeaderSyntax.isFieldValue(rest);
    if (end == 0 || end > MAX_SIZE_DIGITS || !(rest.isEmpty() || extended)) {
      throw malformed("a chunk's size is no hexadecimal number");
    }
    return Long.parseLong(text, 0, end, 16);
  }

  private void announced(long size) {
    total += size;
    if (total > maxBytes) {
      throw tooLarge(maxBytes);
    }
    left = size;
    part = size == 0 ? Part.TRAILER : Part.DATA;
  }

  private void trailer(String text) {
    if (text.isEmpty()) {
      part = Part.DONE;
      return;
    }
    int colon = text.indexOf(':');
    if (++trailers > MAX_TRAILERS
        || colon < 0
        || !HeaderSyntax.isToken(text.substring(0, colon))
        || !HeaderSyntax.isFieldValue(text)) {
      throw malformed("a trailer field is malformed, or one too many");
    }
  }

  static RequestRejectedException tooLarge(long maxBytes) {
    return new RequestRejectedException(
        413, "TOO_LARGE", "a body of at most " + maxBytes + " bytes is taken here");
  }

  private static RequestRejectedException malformed(String why) {
    return RequestRejectedException.malformed(why);
  }
}
