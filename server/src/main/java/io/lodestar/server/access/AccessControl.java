package io.lodestar.server.access;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.RequestCode;
import io.lodestar.registry.Registry;
import io.lodestar.server.config.AccessMode;
import io.lodestar.transport.Connection;
import io.lodestar.transport.Refusals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides who may do what (decision 18). Thread-safe; a request is judged where it is answered.
 *
 * <p>A request is its account's if it bears the signature of the account's secret; else if its connection proved to have a certificate of the
 * account; else if it comes from where an account is known by its address. The account needs a role for the code, and what the request is about
 * must be within its scope.
 */
public final class AccessControl {
    /** Signs for nobody: an unknown access key takes as long as a known one. */
    private static final Secret NOBODYS = new Secret("nobody's");

    /** What is not a resolved address is in no range. */
    private static final InetAddress NOWHERE = new InetSocketAddress(0).getAddress();

    private final AccessMode mode;
    private final Supplier<Accounts> accounts;
    private final Scopes scopes;
    private final Refusals<AccessRefusal> refusals;
    private final ThreadLocal<Signer> signers = ThreadLocal.withInitial(Signer::new);

    AccessControl(AccessMode mode, Supplier<Accounts> accounts, Registry registry) {
        this.mode = mode;
        this.accounts = accounts;
        this.scopes = new Scopes(registry);
        this.refusals = new Refusals<>(AccessRefusal.class, System::nanoTime);
    }

    /** Returns what guards a server that knows no accounts: code 318 only. */
    public static AccessControl off(Registry registry) {
        return new AccessControl(AccessMode.OFF, () -> Accounts.NONE, registry);
    }

    /** Returns whether requests of this code are to be judged at all. */
    public boolean guards(RequestCode code) {
        return mode != AccessMode.OFF || code == RequestCode.UPDATE_CONFIG;
    }

    /** Returns how often requests were not allowed, by reason; in audit mode, those that were granted all the same. */
    Map<AccessRefusal, Long> refusals() {
        return refusals.counts();
    }

    /** Returns whether a request is allowed, and whose it is. Counts and logs one that is not. */
    public Verdict judge(RequestCode code, Header header, ByteBuf body, Connection connection) {
        if (!guards(code)) {
            return Verdict.ANYBODY;
        }
        var source = source(connection);
        var finding = find(new Asked(code, header.fields(), body, connection, source), this::isSigned);
        if (code == RequestCode.UPDATE_CONFIG) {
            finding = overLoopback(finding, source);
        }
        boolean passes = mode == AccessMode.AUDIT && code != RequestCode.UPDATE_CONFIG;
        finding.denial()
                .ifPresent(denial -> refusals.refuse(denial.reason(), source, told(code, denial.remark(), passes)));
        return passes ? new Verdict(finding.name(), Optional.empty()) : finding.verdict();
    }

    /** Returns whether a registration may be longer than other frames, as far as can be told before its body has come. */
    public boolean admitsLong(Connection connection, Header header) {
        if (mode != AccessMode.ENFORCE || header.code() != RequestCode.REGISTER_BROKER.code()) {
            return true;
        }
        var source = source(connection);
        var asked = new Asked(RequestCode.REGISTER_BROKER, header.fields(), Unpooled.EMPTY_BUFFER, connection, source);
        var finding = find(asked, (secret, unverified) -> true);
        finding.denial()
                .ifPresent(denial -> refusals.refuse(
                        denial.reason(), source, "a long registration, before its body: " + denial.remark()));
        return finding.denial().isEmpty();
    }

    private static InetAddress source(Connection connection) {
        var address = connection.remoteAddress().getAddress();
        return address == null ? NOWHERE : address;
    }

    private static String told(RequestCode code, String remark, boolean passes) {
        return "code " + code.code() + (passes ? " (granted, as accessControl=audit): " : ": ") + remark;
    }

    /** Whoever is on this machine may change what can be changed, unless every request needs an account. */
    private Finding overLoopback(Finding finding, InetAddress source) {
        boolean proven = finding.denial().isEmpty() && finding.proven();
        if (proven || (mode != AccessMode.ENFORCE && source.isLoopbackAddress())) {
            return finding.allowed();
        }
        if (finding.denial().isPresent() && mode == AccessMode.ENFORCE) {
            return finding;
        }
        var remark = "the configuration is changed from the name server's own machine,"
                + " or with the signature or certificate of an account with role admin"
                + finding.denial().map(denial -> ": " + denial.remark()).orElse("");
        return finding.denied(new Denial(AccessRefusal.CONFIGURATION_FROM_AFAR, remark));
    }

    private Finding find(Asked asked, Proof proof) {
        if (asked.body.readableBytes() > Rule.of(asked.code).maxBody()) {
            return Finding.of(new Denial(
                    AccessRefusal.TOO_LONG,
                    "a body of " + asked.body.readableBytes() + " bytes is more than requests of this code have"));
        }
        var accessKey = asked.fields.text(Signer.ACCESS_KEY).filter(key -> !key.isEmpty());
        if (accessKey.isEmpty()) {
            return withoutSignature(asked);
        }
        var account = accounts.get().ofAccessKey(accessKey.get());
        if (account.isPresent()) {
            return signed(asked, account.get(), proof);
        }
        proof.holds(NOBODYS, asked);
        var otherwise = withoutSignature(asked);
        return otherwise.account.isPresent()
                ? otherwise
                : Finding.of(new Denial(
                        AccessRefusal.UNKNOWN_ACCESS_KEY,
                        "no account here has the access key " + Denial.quoted(accessKey.get())));
    }

    private Finding signed(Asked asked, Account account, Proof proof) {
        boolean trusted = account.trusted().contain(asked.source);
        boolean holds = account.credential()
                .filter(credential -> proof.holds(credential.secret(), asked))
                .isPresent();
        if (!holds && !trusted) {
            return Finding.of(new Denial(
                    AccessRefusal.WRONG_SIGNATURE,
                    "the signature does not match: it is not made of this request with the secret key of " + account));
        }
        return permitted(asked, account, holds);
    }

    private Finding withoutSignature(Asked asked) {
        var subject = asked.connection.certificate();
        var account = subject.flatMap(accounts.get()::ofSubject);
        if (account.isPresent()) {
            return permitted(asked, account.get(), true);
        }
        Optional<Finding> best = Optional.empty();
        for (var known : accounts.get().ofAddress(asked.source)) {
            var finding = permitted(asked, known, false);
            if (finding.denial.isEmpty()) {
                return finding;
            }
            best = best.or(() -> Optional.of(finding));
        }
        return best.orElseGet(
                () -> Finding.of(
                        subject.map(AccessControl::unknown)
                                .orElseGet(
                                        () -> new Denial(
                                                AccessRefusal.NOT_SIGNED,
                                                "the request is not signed; this name server wants to know who asks: give the client an access key"))));
    }

    private static Denial unknown(String subject) {
        return new Denial(
                AccessRefusal.UNKNOWN_CERTIFICATE, "no account here has the certificate " + Denial.quoted(subject));
    }

    private Finding permitted(Asked asked, Account account, boolean proven) {
        var denial = denial(asked, account);
        return new Finding(Optional.of(account), proven, denial);
    }

    private Optional<Denial> denial(Asked asked, Account account) {
        if (!account.mayComeFrom(asked.source)) {
            return Optional.of(new Denial(
                    AccessRefusal.SOURCE, account + " may not be used from " + asked.source.getHostAddress()));
        }
        var roles = Rule.of(asked.code).roles();
        if (Collections.disjoint(account.roles(), roles)) {
            return Optional.of(new Denial(
                    AccessRefusal.ROLE,
                    account + " has none of the roles " + roles + ", one of which code " + asked.code.code()
                            + " needs"));
        }
        return scopes.beyond(account.scope(), asked.code, asked.fields, asked.body)
                .map(beyond -> new Denial(
                        AccessRefusal.BROKER,
                        account + " may not speak for " + beyond + " here: see clusters and brokers of the account"));
    }

    private boolean isSigned(Secret secret, Asked asked) {
        return signers.get().verifies(secret, asked.fields.values(), asked.body);
    }

    /** Whether a request was signed with a secret. */
    private interface Proof {
        boolean holds(Secret secret, Asked asked);
    }

    /** What is asked, and from where. */
    private record Asked(RequestCode code, ExtFields fields, ByteBuf body, Connection connection, InetAddress source) {}

    /**
     * What was found out about a request.
     *
     * @param account whose it is, if that is known
     * @param proven whether its sender proved that, rather than being where the account is known to be
     */
    private record Finding(Optional<Account> account, boolean proven, Optional<Denial> denial) {
        static Finding of(Denial denial) {
            return new Finding(Optional.empty(), false, Optional.of(denial));
        }

        Finding denied(Denial now) {
            return new Finding(account, proven, Optional.of(now));
        }

        Finding allowed() {
            return new Finding(account, proven, Optional.empty());
        }

        Optional<String> name() {
            return account.map(Account::name);
        }

        Verdict verdict() {
            return new Verdict(name(), denial.map(Denial::remark));
        }
    }
}
