package dev.gavel.local.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A server in a process of its own, and the sockets that listen to it.
final class Contender implements AutoCloseable {
  private static final String GO = "42[\"go\"]";
  private static final int TICKS_PER_SECOND = 100; // USER_HZ of Linux
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /// Head and payload of one told message.
  private static final int MESSAGE_BYTES = 4 + "42[\"bid\",\"\",1000000]".length() + 150;

  /// CPU time of a server's process, by who spent it.
  record Cpu(double userS, double kernelS) {
    Cpu minus(Cpu before) {
      return new Cpu(userS - before.userS, kernelS - before.kernelS);
    }
  }

  /// What a stretch of work cost.
  record Cost(Cpu cpu, double wallS, long deliveries) {
    double cpuPerMillion() {
      return (cpu.userS() + cpu.kernelS()) * 1e6 / deliveries;
    }
  }

  final String name;
  private final Process process;
  private final int port;
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();

  Contender(String name, Path folder, String... command) throws IOException {
    this.name = name;
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve(name + ".log").toFile())
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("port ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException(name + " did not start: see " + folder.resolve(name + ".log"));
    }
    port = Integer.parseInt(line.substring("port ".length()));
  }

  void connect(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      out.write(
          String.join(
                  "\r\n",
                  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                  "Host: localhost",
                  "Upgrade: websocket",
                  "Connection: Upgrade",
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                  "",
                  "")
              .getBytes(StandardCharsets.US_ASCII));
      readUntil(socket.getInputStream(), "0{");
      out.write(frame("40"));
      readUntil(socket.getInputStream(), "40{");
      sockets.add(socket);
      Thread.ofVirtual().start(() -> count(socket));
    }
  }

  private static void readUntil(InputStream in, String word) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(word) < 0 || read.charAt(read.length() - 1) != '}') {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed after " + read);
      }
      read.append((char) b);
    }
  }

  private void count(Socket socket) {
    byte[] buffer = new byte[8 * 1024];
    try {
      InputStream in = socket.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.addAndGet(read);
      }
    } catch (IOException _) {
      // closed at the end
    }
  }

  /// A masked text frame; the mask is zero, which is allowed and keeps this short.
  private static byte[] frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }

  /// Asks for `inFlight` broadcasts at once, waits until everybody has everything, and again, for
  /// as long as told.
  Cost work(int inFlight, long nanos) throws IOException {
    OutputStream control = sockets.getFirst().getOutputStream();
    Cpu before = cpu();
    long start = System.nanoTime();
    long rounds = 0;
    long expected = bytes.get();
    for (; System.nanoTime() - start < nanos; rounds++) {
      for (int i = 0; i < inFlight; i++) {
        control.write(frame(GO));
      }
      expected += (long) MESSAGE_BYTES * inFlight * sockets.size();
      awaitBytes(expected);
    }
    long deliveries = rounds * inFlight * sockets.size();
    return new Cost(cpu().minus(before), (System.nanoTime() - start) / 1e9, deliveries);
  }

  private void awaitBytes(long expected) throws IOException {
    long start = System.nanoTime();
    while (bytes.get() < expected) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException(name + ": " + (expected - bytes.get()) + " bytes did not come");
      }
      LockSupport.parkNanos(50_000);
    }
  }

  /// CPU time so far.
  Cpu cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new Cpu(
        Long.parseLong(fields[11]) / (double) TICKS_PER_SECOND,
        Long.parseLong(fields[12]) / (double) TICKS_PER_SECOND);
  }

  long rssKb() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
