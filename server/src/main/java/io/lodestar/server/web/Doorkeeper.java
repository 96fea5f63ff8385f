package io.lodestar.server.web;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.access.Audit;
import io.lodestar.server.access.WebAccess;
import io.lodestar.server.access.WebAccess.Ruling;
import io.lodestar.server.access.WebAccess.Visitor;
import io.lodestar.server.http.Handler;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.transport.tls.TlsMode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before handlers that are not for everybody: lets in who may, tells the others what they lack, and records changes. Thread-safe. */
final class Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final String JSON = "application/json";

    private final WebAccess access;
    private final Audit audit;
    private final Rules rules;
    private final AtomicBoolean warned = new AtomicBoolean();

    Doorkeeper(WebAccess access, Audit audit, Rules rules) {
        this.access = access;
        this.audit = audit;
        this.rules = rules;
    }

    /**
     * What holds for everybody.
     *
     * @param hostNames by which the server may be called; none stands for any, but not on this machine itself
     * @param loopbackIsOpen whether who is on this machine may read everything
     * @param leaving whether the server is shutting down, and keeps no change any more
     */
    record Rules(TlsMode tls, Set<String> hostNames, boolean loopbackIsOpen, BooleanSupplier leaving) {}

    /**
     * Who asks, and what that allows.
     *
     * @param account as whom it is known
     * @param whyNoChange why it may change nothing, and what to do; empty when it may
     */
    record You(Optional<String> account, Optional<String> whyNoChange) {}

    /** Returns a handler for those who may read what requests of this code are answered with. */
    Handler reading(RequestCode code, Handler handler) {
        return request -> {
            requireEncryption(request);
            requireKnownName(request);
            var ruling = access.mayRead(code, visitor(request));
            return ruling.refusal().isPresent() ? refusal(request, ruling) : handler.reply(request);
        };
    }

    /** Returns a handler for everybody, as far as connections must be encrypted. */
    Handler open(Handler handler) {
        return request -> {
            requireEncryption(request);
            return handler.reply(request);
        };
    }

    /**
     * Returns a handler for those who may change what requests of this code change. What they change is recorded, and what they may not.
     *
     * @param about what such a request would name in its fields, for the record and for the scope of accounts
     */
    Handler changing(RequestCode code, Function<Request, ExtFields> about, Change change) {
        return request -> {
            requireEncryption(request);
            requireKnownName(request);
            return new Deed(code, request, about.apply(request)).done(change);
        };
    }

    /** Returns who asks. */
    You you(Request request) {
        var visitor = visitor(request);
        return new You(access.whoIs(visitor), access.whyNoChange(visitor));
    }

    private Visitor visitor(Request request) {
        var visitor = Visitors.of(request, rules.loopbackIsOpen());
        boolean readable = visitor.keys().isPresent()
                && !request.caller().encrypted()
                && !visitor.source().isLoopbackAddress();
        if (readable && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "A secret key came over the network in plain text, from {}: use https; this is said once",
                    visitor.source().getHostAddress());
        }
        return visitor;
    }

    private void requireEncryption(Request request) {
        if (rules.tls() == TlsMode.ENFORCING && !request.caller().encrypted()) {
            throw new Problem(421, "this is told by https only, as tls.server.mode=enforcing says");
        }
    }

    private void requireKnownName(Request request) {
        if (Visitors.isMisnamed(request, rules.hostNames())) {
            throw new Problem(
                    421,
                    "this server is not known by the name in the Host header: use its address or localhost, or name it in httpHostNames");
        }
    }

    /** A browser that is not shown the scheme leaves it to the page to ask for the keys; the page asks for that by its header. */
    private static Reply refusal(Request request, Ruling ruling) {
        var reply =
                Reply.problem(ruling.keysMayHelp() ? 401 : 403, ruling.refusal().orElse(""));
        return ruling.keysMayHelp() && request.header("x-requested-with").isEmpty()
                ? reply.with("www-authenticate", "Basic realm=\"lodestar\", charset=\"UTF-8\"")
                : reply;
    }

    /** What is changed now might not be in the last snapshot. */
    private void requireStaying() {
        if (rules.leaving().getAsBoolean()) {
            throw new Problem(503, "the name server is shutting down: ask another one, or this one after its restart");
        }
    }

    /** Refuses what a page of another site can make a browser send. */
    private static void requireOwnPage(Request request) {
        var site = request.header("sec-fetch-site");
        if (site.filter(from -> !from.equals("same-origin") && !from.equals("none"))
                .isPresent()) {
            throw new Problem(403, "a page of another site may change nothing here");
        }
        var origin = request.header("origin").map(Doorkeeper::authority);
        if (origin.isPresent() && !origin.equals(request.header("host").map(Doorkeeper::lower))) {
            throw new Problem(403, "a page of another origin may change nothing here");
        }
        boolean hasBody = request.body().length > 0 || request.method() != Method.DELETE;
        if (hasBody && !isJson(request.header("content-type").orElse(""))) {
            throw new Problem(415, "a change has Content-Type: " + JSON);
        }
    }

    private static boolean isJson(String type) {
        int semicolon = type.indexOf(';');
        return lower(semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .equals(JSON);
    }

    private static String authority(String origin) {
        int scheme = origin.indexOf("://");
        return lower(scheme < 0 ? origin : origin.substring(scheme + 3));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** One request that may change something, while it is answered. */
    private final class Deed {
        private final RequestCode code;
        private final Request request;
        private final Audit.Request recorded;
        private final ExtFields about;
        private boolean changed;

        Deed(RequestCode code, Request request, ExtFields about) {
            this.code = code;
            this.request = request;
            this.about = about;
            this.recorded = new Audit.Request(code, about, request.caller().address());
        }

        Reply done(Change change) throws IOException {
            var visitor = visitor(request);
            try {
                requireStaying();
                requireOwnPage(request);
            } catch (Problem problem) {
                audit.refused(recorded, Optional.empty(), String.valueOf(problem.getMessage()));
                throw problem;
            }
            var ruling = access.mayChange(code, about, visitor);
            if (ruling.refusal().isPresent()) {
                audit.refused(recorded, ruling.account(), ruling.refusal().get());
                return refusal(request, ruling);
            }
            return apply(change, ruling.account());
        }

        private Reply apply(Change change, Optional<String> account) throws IOException {
            String outcome = "it failed, see the log of the name server";
            boolean done = false;
            try {
                var reply = change.apply(request, () -> changed = true);
                done = true;
                return reply;
            } catch (Problem problem) {
                outcome = String.valueOf(problem.getMessage());
                throw problem;
            } finally {
                if (changed) {
                    audit.granted(recorded, account);
                } else if (!done) {
                    audit.refused(recorded, account, outcome);
                }
            }
        }
    }
}
