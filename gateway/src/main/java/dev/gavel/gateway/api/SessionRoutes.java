package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.auth.Proxies;
import dev.gavel.gateway.auth.TokenMint;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Who I am: login, renewal, logout, and registering.
final class SessionRoutes {
  static final int MAX_BODY_BYTES = 4_096;
  private static final int MOST_EMAIL_CHARS = 254;
  private static final int MOST_NAME_CHARS = 60;

  /// Whether it can be written to is the mail's to find out; this only keeps nonsense away.
  private static final Pattern EMAIL = Pattern.compile("[^@\\s<>\"(),:;]+@[^@\\s<>\"(),:;]+");

  private final Accounts accounts;
  private final Passwords passwords = new Passwords();
  private final Optional<TokenMint> mint;
  private final Cookies cookies;
  private final BiConsumer<Identity, Handshake> logout;
  private final Proxies proxies;
  private final LoginLimiter limiter;

  /// @param mint absent when another system runs the login
  /// @param logout told who leaves, with the request: the session's sockets close everywhere, and
  ///   the token that came with it is taken back
  SessionRoutes(
      Accounts accounts,
      Optional<TokenMint> mint,
      Cookies cookies,
      BiConsumer<Identity, Handshake> logout,
      Proxies proxies,
      int loginsPerMinute) {
    this.accounts = accounts;
    this.mint = mint;
    this.cookies = cookies;
    this.logout = logout;
    this.proxies = proxies;
    this.limiter = new LoginLimiter(loginsPerMinute);
  }

  void addTo(Routes routes) {
    routes
        .get("/session", Access.ANYBODY, this::me)
        .post("/session", Access.ANYBODY, this::login)
        .put("/session", Access.LOGGED_IN, this::renew)
        .delete("/session", Access.ANYBODY, this::end)
        .post("/users", Access.ANYBODY, this::register);
  }

  private Reply me(Call call) throws ViewAway {
    ObjectNode me = JsonNodeFactory.instance.objectNode();
    if (call.identity() instanceof Identity.Known known) {
      Optional<Accounts.Account> account = accounts.byId(known.userId());
      me.put("id", known.userId())
          .put("name", account.map(Accounts.Account::name).orElse(""))
          .put("email", account.map(Accounts.Account::email).orElse(""))
          .put("role", known.role())
          .put("expiresAtMs", known.expiresAtMs());
    }
    me.put("login", mint.isPresent() ? "password" : "elsewhere");
    me.put("serverTimeMs", call.nowMs());
    return withCookies(Reply.json(me), call.setCookies());
  }

  private Reply login(Call call) throws ViewAway {
    if (mint.isEmpty()) {
      return Reply.problem(Complaint.LOGIN_ELSEWHERE);
    }
    return Form.read(
        call,
        MAX_BODY_BYTES,
        form -> {
          String email = form.text("email", 1, MOST_EMAIL_CHARS);
          String password = form.secret("password", 1, Passwords.MOST_CHARS);
          Optional<Reply> no = form.problem().or(() -> tooMany(call)).or(() -> locked(call, email));
          return no.isPresent() ? no.get() : enter(call, mint.get(), email, password);
        });
  }

  private Reply enter(Call call, TokenMint tokens, String email, String password) throws ViewAway {
    Optional<Accounts.Account> account = accounts.byEmail(email);
    Optional<Boolean> right =
        passwords.matches(password, account.flatMap(Accounts.Account::passwordHash));
    if (right.isEmpty()) {
      return Reply.problem(Complaint.RATE_LIMITED).with("Retry-After", "3");
    }
    if (!right.get() || account.isEmpty()) {
      limiter.wrongPassword(email, call.nowMs());
      return Reply.problem(Complaint.LOGIN_WRONG);
    }
    limiter.loggedIn(client(call), email);
    return welcome(call, tokens, account.get());
  }

  private Reply welcome(Call call, TokenMint tokens, Accounts.Account account) {
    ObjectNode me =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", account.id())
            .put("name", account.name())
            .put("email", account.email())
            .put("role", account.role())
            .put("expiresAtMs", call.nowMs() + tokens.lifeS() * 1000L);
    String token = tokens.issue(account.id(), account.role(), call.nowMs());
    return withCookies(Reply.json(me), call.setCookies())
        .with("Set-Cookie", cookies.token(token, tokens.lifeS()));
  }

  /// A fresh token before the old one ends, as long as there still is such a person, and with the
  /// role that they have by now.
  private Reply renew(Call call) throws ViewAway {
    if (mint.isEmpty()) {
      return Reply.problem(Complaint.LOGIN_ELSEWHERE);
    }
    Optional<Accounts.Account> account = accounts.byId(call.user().userId());
    return account.isPresent()
        ? welcome(call, mint.get(), account.get())
        : Reply.problem(Complaint.USER_UNKNOWN).with("Set-Cookie", cookies.noToken());
  }

  private Reply end(Call call) {
    logout.accept(call.identity(), call.handshake());
    return Reply.nothing().with("Set-Cookie", cookies.noToken());
  }

  private Reply register(Call call) throws ViewAway {
    if (mint.isEmpty()) {
      return Reply.problem(Complaint.LOGIN_ELSEWHERE);
    }
    return Form.read(
        call,
        MAX_BODY_BYTES,
        form -> {
          String email = form.text("email", 3, MOST_EMAIL_CHARS);
          String name = form.text("name", 1, MOST_NAME_CHARS);
          String password = form.secret("password", Passwords.LEAST_CHARS, Passwords.MOST_CHARS);
          if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            form.fault("email");
          }
          Optional<Reply> no = form.problem().or(() -> tooMany(call));
          return no.isPresent() ? no.get() : create(call, mint.get(), email, name, password);
        });
  }

  private Reply create(Call call, TokenMint tokens, String email, String name, String password)
      throws ViewAway {
    Optional<String> hash = passwords.hash(password);
    if (hash.isEmpty()) {
      return Reply.problem(Complaint.RATE_LIMITED).with("Retry-After", "3");
    }
    Optional<Accounts.Account> account = accounts.create(email, name, hash.get());
    return account.isPresent()
        ? welcome(call, tokens, account.get())
        : Reply.problem(Complaint.EMAIL_TAKEN);
  }

  private String client(Call call) {
    return proxies.client(call.handshake());
  }

  private Optional<Reply> tooMany(Call call) {
    return waiting(limiter.attempt(client(call), call.nowMs()));
  }

  private Optional<Reply> locked(Call call, String email) {
    return waiting(limiter.locked(client(call), email, call.nowMs()));
  }

  private static Optional<Reply> waiting(long waitMs) {
    return waitMs == 0
        ? Optional.empty()
        : Optional.of(
            Reply.problem(Complaint.RATE_LIMITED)
                .with("Retry-After", Long.toString(Math.ceilDiv(waitMs, 1000))));
  }

  private static Reply withCookies(Reply reply, List<String> cookies) {
    Reply with = reply;
    for (String cookie : cookies) {
      with = with.with("Set-Cookie", cookie);
    }
    return with;
  }
}
