package io.lodestar.server.access;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.RequestSignature;
import io.lodestar.server.access.AccessControl.Asked;
import io.lodestar.server.access.AccessControl.Finding;
import io.lodestar.server.config.AccessMode;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Decides who may do what by HTTP: what is asked for is judged as the request code that asks for the same, by the same accounts. Thread-safe.
 *
 * <p>Nothing is signed there. An account proves itself by its access key and secret key, or by its certificate. To change something takes such a
 * proof in any case, also from the server's own machine: any page in a browser can send requests from there.
 */
public final class WebAccess {
    private static final Secret NOBODYS = new Secret("nobody's");

    private final AccessControl control;

    /** Judges by the accounts of the rest of the server. */
    public WebAccess(AccessControl control) {
        this.control = control;
    }

    /**
     * Who asks.
     *
     * @param local whether it is beyond doubt that it is somebody on this machine
     * @param certificate whom the connection proved to be
     * @param keys what the request itself says who it is
     */
    public record Visitor(InetAddress source, boolean local, Optional<String> certificate, Optional<Keys> keys) {}

    /** An access key and the secret key that belongs to it. */
    public record Keys(String accessKey, String secretKey) {
        /** Hides the secret. */
        @Override
        public String toString() {
            return "access key " + accessKey;
        }
    }

    /**
     * Whether a request is allowed.
     *
     * @param account whose it is, as far as that was proved
     * @param refusal what to tell the sender; empty when it is allowed
     * @param keysMayHelp whether the sender may be allowed once it says who it is, or says it correctly
     */
    public record Ruling(Optional<String> account, Optional<String> refusal, boolean keysMayHelp) {}

    /** Returns whether somebody may read what requests of this code are answered with. Counts and logs what is not allowed. */
    public Ruling mayRead(RequestCode code, Visitor visitor) {
        if (control.mode() == AccessMode.OFF || visitor.local()) {
            return new Ruling(Optional.empty(), Optional.empty(), false);
        }
        var asked = asked(code, ExtFields.EMPTY, visitor);
        var finding = find(asked, visitor);
        boolean passes = control.mode() == AccessMode.AUDIT;
        finding.denial().ifPresent(denial -> control.count(asked, denial, passes));
        return passes ? new Ruling(finding.name(), Optional.empty(), false) : ruling(finding);
    }

    /**
     * Returns whether somebody may change what requests of this code change. Counts and logs what is not allowed.
     *
     * @param about what such a request would name in its fields
     */
    public Ruling mayChange(RequestCode code, ExtFields about, Visitor visitor) {
        var asked = asked(code, about, visitor);
        var finding = find(asked, visitor);
        if (finding.denial().isEmpty() && !finding.proven()) {
            finding = finding.denied(
                    new Denial(AccessRefusal.NOT_SIGNED, "where it comes from is no proof for a change"));
        }
        finding.denial().ifPresent(denial -> control.count(asked, denial, false));
        return ruling(finding);
    }

    /** Returns as whom somebody is known, without counting anything; empty for nobody. */
    public Optional<String> whoIs(Visitor visitor) {
        var finding = find(asked(RequestCode.GET_ROUTE_INFO, ExtFields.EMPTY, visitor), visitor);
        return finding.denial().isEmpty() ? finding.name() : Optional.empty();
    }

    /** Returns why somebody may change nothing; empty when it may change something. Counts nothing. */
    public Optional<String> whyNoChange(Visitor visitor) {
        var finding = find(asked(RequestCode.WIPE_WRITE_PERMISSION, ExtFields.EMPTY, visitor), visitor);
        if (finding.denial().isEmpty() && finding.proven()) {
            return Optional.empty();
        }
        return Optional.of(finding.denial().map(this::told).orElseGet(this::signIn));
    }

    private Ruling ruling(Finding finding) {
        boolean keysMayHelp = control.knowsAccounts()
                && finding.denial()
                        .filter(denial -> switch (denial.reason()) {
                            case NOT_SIGNED, UNKNOWN_ACCESS_KEY, UNKNOWN_CERTIFICATE, WRONG_SIGNATURE -> true;
                            case TOO_LONG, SOURCE, ROLE, BROKER, CONFIGURATION_FROM_AFAR -> false;
                        })
                        .isPresent();
        return new Ruling(finding.name(), finding.denial().map(this::told), keysMayHelp);
    }

    /** What the rules say is written for those who sign. */
    private String told(Denial denial) {
        if (!control.knowsAccounts()) {
            return "there is no account to prove that you may: name a file with an account of role admin by accountsFile"
                    + " (docs/access.md); accessControl may stay off";
        }
        return switch (denial.reason()) {
            case NOT_SIGNED, UNKNOWN_CERTIFICATE -> signIn();
            case UNKNOWN_ACCESS_KEY, WRONG_SIGNATURE -> "no account here has this access key with this secret key";
            case TOO_LONG, SOURCE, ROLE, BROKER, CONFIGURATION_FROM_AFAR -> denial.remark();
        };
    }

    private String signIn() {
        return "sign in with the access key and the secret key of an account (HTTP Basic), or with its certificate";
    }

    private Finding find(Asked asked, Visitor visitor) {
        return control.find(
                asked,
                (secret, unused) -> visitor.keys()
                        .filter(keys -> isSecret(secret, keys.secretKey()))
                        .isPresent());
    }

    /** Takes as long for a wrong secret as for a right one of that length. */
    private static boolean isSecret(Secret secret, String given) {
        if (given.isEmpty()) {
            return false;
        }
        byte[] expected = Optional.ofNullable(secret.key().getEncoded())
                .orElseGet(() -> NOBODYS.key().getEncoded());
        return MessageDigest.isEqual(RequestSignature.key(given).getEncoded(), expected);
    }

    /** A secret that is wrong must not count for less than none: with one, its sender claims to be no one else. */
    private static Asked asked(RequestCode code, ExtFields about, Visitor visitor) {
        var fields = new LinkedHashMap<>(about.values());
        fields.remove(Signer.ACCESS_KEY);
        fields.remove(Signer.SIGNATURE);
        visitor.keys().ifPresent(keys -> {
            fields.put(Signer.ACCESS_KEY, keys.accessKey());
            if (!keys.secretKey().isEmpty()) {
                fields.put(Signer.SIGNATURE, "");
            }
        });
        return new Asked(
                code,
                ExtFields.of(fields),
                Unpooled.EMPTY_BUFFER,
                visitor.certificate(),
                Optional.of(visitor.source()));
    }
}
