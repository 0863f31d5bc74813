package dev.gavel.gateway.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Not part of any build: a bid storm with a crowd, updates one by one and together. `mvn -pl
/// gateway -am test -Dtest=StormComparison -Dsurefire.failIfNoSpecifiedTests=false`, with
/// `-Dstorm.sockets=1000`, `-Dstorm.rate=500`, `-Dstorm.seconds=3` and `-Dstorm.slices=3`. Both
/// servers are processes of their own, live at the same time and work in turns.
class StormComparison {
  private static final int SOCKETS = Integer.getInteger("storm.sockets", 1_000);
  private static final int RATE = Integer.getInteger("storm.rate", 500);
  private static final int SECONDS = Integer.getInteger("storm.seconds", 3);
  private static final int SLICES = Integer.getInteger("storm.slices", 3);
  private static final int PROBES = 10;
  private static final int TICKS_PER_SECOND = 100; // USER_HZ of Linux

  /// A server and its crowd; some of the crowd look at the clock.
  private static final class Contender implements AutoCloseable {
    final Process process;
    final BufferedReader out;
    final int port;
    final List<Socket> sockets = new ArrayList<>();
    final AtomicLong bytes = new AtomicLong();
    final ConcurrentLinkedQueue<Long> lateMs = new ConcurrentLinkedQueue<>();
    private double cpuS;
    private double wallS;
    private long deliveries;
    private long writes;

    Contender(int togetherMs) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseG1GC",
                  "-XX:+UseCompactObjectHeaders",
                  "--enable-native-access=ALL-UNNAMED",
                  "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  StormServer.class.getName(),
                  String.valueOf(togetherMs))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      out = process.inputReader(StandardCharsets.UTF_8);
      port = Integer.parseInt(answer("port ").substring("port ".length()));
    }

    private String answer(String start) throws IOException {
      String line = out.readLine();
      while (line != null && !line.startsWith(start)) {
        line = out.readLine();
      }
      if (line == null) {
        throw new IOException("the server has ended");
      }
      return line;
    }

    private long[] ask(String line) throws IOException {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
      String[] words = answer("counted ").split(" ", -1);
      return new long[] {
        Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])
      };
    }

    void connect(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream to = socket.getOutputStream();
        String head =
            "GET /socket.io/?EIO=4&transport=websocket&id=item-1 HTTP/1.1\r\nHost: localhost\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        to.write(head.getBytes(StandardCharsets.US_ASCII));
        until(socket.getInputStream(), "0{");
        to.write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '0'}); // "40"
        until(socket.getInputStream(), "\"room\"");
        sockets.add(socket);
        boolean isProbe = i < PROBES;
        Thread.ofVirtual().start(() -> read(socket, isProbe));
      }
    }

    private static void until(InputStream in, String word) throws IOException {
      StringBuilder read = new StringBuilder();
      while (read.indexOf(word) < 0 || read.charAt(read.length() - 1) != '}') {
        int b = in.read();
        if (b < 0) {
          throw new IOException("closed after " + read);
        }
        read.append((char) b);
      }
    }

    private void read(Socket socket, boolean isProbe) {
      byte[] buffer = new byte[16 * 1024];
      try {
        InputStream in = socket.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          bytes.addAndGet(read);
          if (isProbe) {
            look(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
          }
        }
      } catch (IOException _) {
        // closed at the end
      }
    }

    /// How old what has come is. What is cut off at a buffer's end does not count.
    private void look(String text) {
      long now = System.currentTimeMillis();
      String key = "\"atMs\":";
      for (int at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
        int end = at + key.length() + 13;
        if (end <= text.length()) {
          String digits = text.substring(at + key.length(), end);
          if (digits.startsWith("1") && digits.chars().allMatch(Character::isDigit)) {
            lateMs.add(now - Long.parseLong(digits));
          }
        }
      }
    }

    void storm(boolean counts) throws IOException, InterruptedException {
      long[] before = ask("count");
      double cpuBefore = cpuS();
      long began = System.nanoTime();
      lateMs.removeIf(_ -> !counts);
      ask(RATE + " " + SECONDS);
      long[] after = ask("count");
      for (long last = -1; last != after[2] || after[2] == before[2]; ) {
        Thread.sleep(100); // until nothing more is written
        last = after[2];
        after = ask("count");
      }
      if (counts) {
        cpuS += cpuS() - cpuBefore;
        wallS += (System.nanoTime() - began) / 1e9;
        deliveries += after[0] - before[0];
        writes += after[1] - before[1];
      } else {
        lateMs.clear();
      }
    }

    private double cpuS() throws IOException {
      String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
    }

    String row() {
      long[] late = lateMs.stream().mapToLong(Long::longValue).sorted().toArray();
      return "| %,d | %,d | %.2f | %.2f | %.2f | %d / %d |"
          .formatted(
              deliveries,
              writes,
              cpuS * 1e6 / deliveries,
              cpuS,
              cpuS / wallS,
              late.length == 0 ? -1 : late[late.length / 2],
              late.length == 0 ? -1 : late[(int) (late.length * 0.99)]);
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aBidStormWithACrowd() throws IOException, InterruptedException {
    Map<String, Contender> contenders = new TreeMap<>();
    try {
      contenders.put("one by one", new Contender(0));
      contenders.put("together", new Contender(40));
      for (Contender one : contenders.values()) {
        one.connect(SOCKETS);
        one.storm(false);
      }
      for (int slice = 0; slice < SLICES; slice++) {
        for (Contender one : contenders.values()) {
          one.storm(true);
        }
      }
      System.out.printf("%d sockets, %d updates/s, %d s in all%n", SOCKETS, RATE, SECONDS * SLICES);
      System.out.println(
          "| | deliveries | writes | CPU s a million deliveries | CPU s | cores | late ms p50 / p99 |");
      System.out.println("|---|---|---|---|---|---|---|");
      contenders.forEach((name, one) -> System.out.println("| " + name + " " + one.row()));
      contenders.values().forEach(one -> Assertions.assertThat(one.deliveries).isPositive());
    } finally {
      for (Contender one : contenders.values()) {
        one.close();
      }
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    new StormComparison().aBidStormWithACrowd();
  }
}
