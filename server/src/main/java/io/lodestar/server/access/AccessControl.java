package io.lodestar.server.access;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.RequestSignature;
import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.registry.Registry;
import io.lodestar.server.config.AccessMode;
import io.lodestar.transport.Connection;
import io.lodestar.transport.Refusals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
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

    /** Stands in the log for what is not a resolved address. It is never compared: there are ranges that contain it. */
    private static final InetAddress UNKNOWN = new InetSocketAddress(0).getAddress();

    private final AccessMode mode;
    private final Supplier<Accounts> accounts;
    private final Scopes scopes;
    private final Refusals<AccessRefusal> refusals;
    private final ThreadLocal<Signer> signers = ThreadLocal.withInitial(Signer::new);

    AccessControl(AccessMode mode, Supplier<Accounts> accounts, Scopes scopes) {
        this.mode = mode;
        this.accounts = accounts;
        this.scopes = scopes;
        this.refusals = new Refusals<>(AccessRefusal.class, System::nanoTime);
    }

    /** Returns what guards a server that knows no accounts: code 318 only. */
    public static AccessControl off(Registry registry) {
        return new AccessControl(AccessMode.OFF, () -> Accounts.NONE, new Scopes(registry, BodyLimits.DEFAULT));
    }

    /** Returns whether requests of this code are to be judged at all. */
    public boolean guards(RequestCode code) {
        return mode != AccessMode.OFF || code == RequestCode.UPDATE_CONFIG;
    }

    AccessMode mode() {
        return mode;
    }

    /** Returns whether there is an account at all. */
    boolean knowsAccounts() {
        return accounts.get().count() > 0;
    }

    void count(Asked asked, Denial denial, boolean passes) {
        refusals.refuse(
                denial.reason(), asked.source.orElse(UNKNOWN), told(asked.code, denial.remark(), passes) + " (HTTP)");
    }

    /** Returns how often requests were not allowed, by reason; in audit mode, those that were granted all the same. */
    public Map<AccessRefusal, Long> refusals() {
        return refusals.counts();
    }

    /** Returns whether a request is allowed, and whose it is. Counts and logs one that is not. */
    public Verdict judge(RequestCode code, Header header, ByteBuf body, Connection connection) {
        if (!guards(code)) {
            return Verdict.ANYBODY;
        }
        var source = source(connection);
        var finding = find(new Asked(code, header.fields(), body, connection.certificate(), source), this::isSigned);
        if (code == RequestCode.UPDATE_CONFIG) {
            finding = overLoopback(finding, source);
        }
        boolean passes = mode == AccessMode.AUDIT && code != RequestCode.UPDATE_CONFIG;
        finding.denial()
                .ifPresent(denial ->
                        refusals.refuse(denial.reason(), source.orElse(UNKNOWN), told(code, denial.remark(), passes)));
        return passes ? new Verdict(finding.name(), Optional.empty()) : finding.verdict();
    }

    /** Returns why a registration may not be longer than other frames, as far as can be told before its body has come; empty when it may. */
    public Optional<String> refusalOfLong(Connection connection, Header header) {
        if (mode != AccessMode.ENFORCE || header.code() != RequestCode.REGISTER_BROKER.code()) {
            return Optional.empty();
        }
        var source = source(connection);
        var asked = new Asked(
                RequestCode.REGISTER_BROKER, header.fields(), Unpooled.EMPTY_BUFFER, connection.certificate(), source);
        var finding = find(asked, (secret, unverified) -> true);
        finding.denial()
                .ifPresent(denial -> refusals.refuse(
                        denial.reason(),
                        source.orElse(UNKNOWN),
                        "a long registration, before its body: " + denial.remark()));
        return finding.verdict().refusal();
    }

    /** Returns the fields of a request without a body to another name server, signed if there is an account with role peer to sign with. */
    public ExtFields signedAsPeer(ExtFields fields) {
        return accounts.get()
                .ofPeers()
                .map(credential -> new RequestSignature()
                        .sign(credential.accessKey(), credential.secret().key(), fields, Unpooled.EMPTY_BUFFER))
                .orElse(fields);
    }

    private static Optional<InetAddress> source(Connection connection) {
        return Optional.ofNullable(connection.remoteAddress().getAddress());
    }

    private static String told(RequestCode code, String remark, boolean passes) {
        return "code " + code.code() + (passes ? " (granted, as accessControl=audit): " : ": ") + remark;
    }

    /** Whoever is on this machine may change what can be changed, unless every request needs an account. */
    private Finding overLoopback(Finding finding, Optional<InetAddress> source) {
        boolean proven = finding.denial().isEmpty() && finding.proven();
        if (proven
                || (mode != AccessMode.ENFORCE
                        && source.filter(InetAddress::isLoopbackAddress).isPresent())) {
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

    Finding find(Asked asked, Proof proof) {
        var excess = excess(asked);
        if (excess.isPresent()) {
            return Finding.of(
                    new Denial(AccessRefusal.TOO_LONG, excess.get() + " is more than requests of this code have"));
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

    /** Returns what of a request would cost too much to verify. */
    private static Optional<String> excess(Asked asked) {
        var rule = Rule.of(asked.code);
        if (asked.body.readableBytes() > rule.maxBody()) {
            return Optional.of("a body of " + asked.body.readableBytes() + " bytes");
        }
        var fields = asked.fields.values();
        if (fields.size() > Signer.MAX_FIELDS) {
            return Optional.of("a header of " + fields.size() + " fields");
        }
        long length = fields.values().stream().mapToLong(String::length).sum();
        return length > rule.maxFields()
                ? Optional.of("a header with " + length + " characters in its fields")
                : Optional.empty();
    }

    private Finding signed(Asked asked, Account account, Proof proof) {
        boolean trusted = asked.source.filter(account.trusted()::contain).isPresent()
                && asked.fields.text(Signer.SIGNATURE).isEmpty();
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
        var subject = asked.certificate;
        var account = subject.flatMap(accounts.get()::ofSubject);
        if (account.isPresent()) {
            return permitted(asked, account.get(), true);
        }
        Optional<Finding> best = Optional.empty();
        for (var known : asked.source.map(accounts.get()::ofAddress).orElse(List.of())) {
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
                    AccessRefusal.SOURCE,
                    account + " may not be used from "
                            + asked.source.map(InetAddress::getHostAddress).orElse("an unknown address")));
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
    interface Proof {
        boolean holds(Secret secret, Asked asked);
    }

    /** What is asked, and from where. */
    record Asked(
            RequestCode code,
            ExtFields fields,
            ByteBuf body,
            Optional<String> certificate,
            Optional<InetAddress> source) {}

    /**
     * What was found out about a request.
     *
     * @param account whose it is, if that is known
     * @param proven whether its sender proved that, rather than being where the account is known to be
     */
    record Finding(Optional<Account> account, boolean proven, Optional<Denial> denial) {
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
