package dev.gavel.gateway.engineio;

import dev.gavel.gateway.websocket.Frames;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that stay together on the wire, in both forms in which they may travel. Each form is
/// made at first use and then shared by every session that sends it; the arrays never change.
///
/// A WebSocket carries each packet in a frame of its own, a poll's answer separates them: so what
/// is joined ([#together]) reads to a client as if it had been sent one by one.
public final class Outgoing {
  private static final String PING = "2";

  private final String text;
  private final List<byte[]> attachments;

  /// What this is joined from; empty for messages of its own.
  private final List<Outgoing> parts;

  private final int packets;
  private volatile byte @Nullable [] frames;
  private volatile @Nullable String payload;

  private Outgoing(String text, List<byte[]> attachments) {
    this.text = text;
    this.attachments = attachments;
    this.parts = List.of();
    this.packets = attachments.size() + (text.isEmpty() ? 0 : 1);
  }

  private Outgoing(List<Outgoing> parts) {
    this.text = "";
    this.attachments = List.of();
    this.parts = parts;
    this.packets = parts.stream().mapToInt(Outgoing::packets).sum();
  }

  /// All of these, in order. What they are already encoded as is used again.
  public static Outgoing together(List<Outgoing> parts) {
    return new Outgoing(List.copyOf(parts));
  }

  /// A text message and the binary messages that directly follow it.
  public static Outgoing message(String text, List<byte[]> attachments) {
    return new Outgoing("4" + text, List.copyOf(attachments));
  }

  /// A text message alone.
  public static Outgoing message(String text) {
    return new Outgoing("4" + text, List.of());
  }

  /// A binary message alone.
  public static Outgoing binary(byte[] message) {
    return new Outgoing("", List.of(message));
  }

  static Outgoing ping() {
    return packet(PING);
  }

  static Outgoing packet(String packet) {
    return new Outgoing(packet, List.of());
  }

  /// How many Engine.IO packets this is.
  public int packets() {
    return packets;
  }

  /// For a WebSocket: a binary message is a frame of its own, without a type.
  public byte[] frames() {
    byte[] made = frames;
    if (made == null) {
      made = makeFrames();
      frames = made; // two threads may both make it: both are equal
    }
    return made;
  }

  private byte[] makeFrames() {
    if (!parts.isEmpty()) {
      return Frames.together(parts.stream().map(Outgoing::frames).toList());
    }
    return attachments.isEmpty() ? Frames.text(text) : framesWithAttachments();
  }

  private byte[] framesWithAttachments() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (!text.isEmpty()) {
      all.writeBytes(Frames.text(text));
    }
    attachments.forEach(attachment -> all.writeBytes(Frames.binary(attachment)));
    return all.toByteArray();
  }

  /// For polling: packets with separators between them, binary ones as `b` and base64.
  public String payload() {
    String made = payload;
    if (made == null) {
      made = makePayload();
      payload = made;
    }
    return made;
  }

  private String makePayload() {
    if (!parts.isEmpty()) {
      return String.join(
          String.valueOf(Incoming.SEPARATOR), parts.stream().map(Outgoing::payload).toList());
    }
    return attachments.isEmpty() ? text : payloadWithAttachments();
  }

  private String payloadWithAttachments() {
    StringBuilder all = new StringBuilder(text);
    for (byte[] attachment : attachments) {
      if (!all.isEmpty()) {
        all.append(Incoming.SEPARATOR);
      }
      all.append('b').append(Base64.getEncoder().encodeToString(attachment));
    }
    return all.toString();
  }
}
