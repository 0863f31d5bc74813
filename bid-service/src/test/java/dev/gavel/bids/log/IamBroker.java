package dev.gavel.bids.log;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import org.jspecify.annotations.Nullable;

/// What Amazon MSK adds to a broker: the server's side of the mechanism AWS_MSK_IAM. Takes
/// everybody, and keeps what was said: signatures are Amazon's affair.
final class IamBroker {
  static final String MECHANISM = "AWS_MSK_IAM";

  /// The signed requests that clients sent, JSON.
  static final List<String> SAID = new CopyOnWriteArrayList<>();

  private IamBroker() {}

  /// Named in the broker's JAAS setting; being loaded makes the mechanism known.
  public static final class Module implements LoginModule {
    static {
      Security.addProvider(new Mechanisms());
    }

    @Override
    public void initialize(
        Subject subject, CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {}

    @Override
    public boolean login() {
      return true;
    }

    @Override
    public boolean commit() {
      return true;
    }

    @Override
    public boolean abort() {
      return false;
    }

    @Override
    public boolean logout() {
      return true;
    }
  }

  private static final class Mechanisms extends Provider {
    private static final long serialVersionUID = 1;

    Mechanisms() {
      super("gavel-test-iam", "1", "AWS_MSK_IAM for a broker in a test");
      put("SaslServerFactory." + MECHANISM, Factory.class.getName());
    }
  }

  /// Made by the security framework.
  public static final class Factory implements SaslServerFactory {
    @Override
    public SaslServer createSaslServer(
        String mechanism,
        String protocol,
        String server,
        Map<String, ?> properties,
        CallbackHandler handler) {
      return new Taker();
    }

    @Override
    public String[] getMechanismNames(@Nullable Map<String, ?> properties) {
      return new String[] {MECHANISM};
    }
  }

  /// One message from the client, one answer.
  private static final class Taker implements SaslServer {
    private boolean complete;

    @Override
    public String getMechanismName() {
      return MECHANISM;
    }

    @Override
    public byte[] evaluateResponse(byte[] response) {
      SAID.add(new String(response, StandardCharsets.UTF_8));
      complete = true;
      return "{\"version\":\"2020_10_22\",\"request-id\":\"test\"}"
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isComplete() {
      return complete;
    }

    @Override
    public String getAuthorizationID() {
      return "role";
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
      throw new IllegalStateException("TLS protects");
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
      throw new IllegalStateException("TLS protects");
    }

    @Override
    public @Nullable Object getNegotiatedProperty(String name) {
      return null;
    }

    @Override
    public void dispose() {}
  }
}
