package dev.gavel.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate authority of our own, and its certificate for the loopback address: for tests of
/// TLS. Whoever is not given [#trustStore()] must refuse it.
public final class Certificates {
  /// Of every store here. The keys protect nothing: they live as long as a test.
  public static final String PASSWORD = "changeit";

  private static final long KEYTOOL_LIMIT_S = 60;
  private static final int PEM_LINE = 64;

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  /// Makes both and writes them into `folder`, as stores for Java and as PEM for others.
  public static Certificates create(Path folder) throws IOException {
    Certificates made = new Certificates(Files.createDirectories(folder));
    made.keytool(
        "-alias ca -dname CN=gavel-test-authority -ext bc:c=ca:true -ext ku=keyCertSign,cRLSign");
    made.keytool(
        "-alias server -signer ca -dname CN=localhost -ext san=ip:127.0.0.1,dns:localhost");
    try {
      made.split();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the certificates", e);
    }
    return made;
  }

  private void keytool(String what) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair -keyalg EC -groupname secp256r1 -validity 2".split(" ")));
    command.addAll(List.of("-keystore", both().toString(), "-storepass", PASSWORD));
    command.addAll(List.of(what.split(" ", -1)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    try {
      if (!process.waitFor(KEYTOOL_LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool: " + Files.readString(folder.resolve("keytool.log")));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }

  private void split() throws IOException, GeneralSecurityException {
    KeyStore both = read(both());
    Key key = both.getKey("server", PASSWORD.toCharArray());
    Certificate[] chain = both.getCertificateChain("server");
    Certificate authority = both.getCertificate("ca");

    KeyStore server = empty();
    server.setKeyEntry("server", key, PASSWORD.toCharArray(), chain);
    write(server, keyStore());
    KeyStore trusted = empty();
    trusted.setCertificateEntry("ca", authority);
    write(trusted, trustStore());

    Files.writeString(keyPem(), pem("PRIVATE KEY", key.getEncoded()));
    Files.writeString(authorityPem(), pem("CERTIFICATE", authority.getEncoded()));
    StringBuilder certificates = new StringBuilder();
    for (Certificate one : chain) {
      certificates.append(pem("CERTIFICATE", one.getEncoded()));
    }
    Files.writeString(chainPem(), certificates);
  }

  private static String pem(String what, byte[] bytes) {
    String text =
        Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD.toCharArray());
    return store;
  }

  private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void write(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  /// Speaks as the server.
  SSLContext context() throws IOException {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(read(keyStore()), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the certificates", e);
    }
  }

  private Path both() {
    return folder.resolve("both.p12");
  }

  /// PKCS12: the server's key and chain.
  public Path keyStore() {
    return folder.resolve("server.p12");
  }

  /// PKCS12: trusts the authority, and nobody else.
  public Path trustStore() {
    return folder.resolve("trust.p12");
  }

  Path keyPem() {
    return folder.resolve("server.key");
  }

  Path chainPem() {
    return folder.resolve("server.pem");
  }

  Path authorityPem() {
    return folder.resolve("authority.pem");
  }
}
