package io.lodestar.server.handler;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.Audit;
import io.lodestar.server.access.Verdict;
import java.io.IOException;
import java.util.Optional;

/** Puts itself before endpoints whose requests are judged or recorded; the others stay as they are. */
final class Guard {
    private final AccessControl access;
    private final Audit audit;

    Guard(AccessControl access, Audit audit) {
        this.access = access;
        this.audit = audit;
    }

    /** Returns the endpoint as its requests are to meet it. */
    Endpoint before(RequestCode code, Endpoint endpoint) {
        if (endpoint.changes()) {
            var handler = knowing(endpoint.handler());
            return endpoint.by(request -> new Deed(code, request).done(handler));
        }
        return access.guards(code) ? endpoint.by(request -> allowed(code, request, endpoint.handler())) : endpoint;
    }

    /** Most handlers do not know whether something changed; that it was asked for is recorded then. */
    private static ChangeHandler knowing(RequestHandler handler) {
        return handler instanceof ChangeHandler known
                ? known
                : (request, changed) -> {
                    var answer = handler.handle(request);
                    changed.run();
                    return answer;
                };
    }

    private Answer allowed(RequestCode code, Request request, RequestHandler handler) throws IOException {
        requireAllowed(judge(code, request));
        return handler.handle(request);
    }

    private Verdict judge(RequestCode code, Request request) {
        return access.judge(code, request.header(), request.body(), request.connection());
    }

    private static void requireAllowed(Verdict verdict) {
        verdict.refusal().ifPresent(remark -> {
            throw new Refusal(ResponseCode.NO_PERMISSION, remark);
        });
    }

    /** One request that may change something, while it is answered. */
    private final class Deed {
        private final RequestCode code;
        private final Request request;
        private Optional<String> account = Optional.empty();
        private boolean changed;
        private String outcome = "it failed, see the log of the name server";

        Deed(RequestCode code, Request request) {
            this.code = code;
            this.request = request;
        }

        Answer done(ChangeHandler handler) throws IOException {
            boolean granted = false;
            try {
                var answer = answer(handler);
                granted = answer.code() == ResponseCode.SUCCESS;
                outcome = answer.remark();
                return answer;
            } catch (Refusal refusal) {
                outcome = refusal.answer().remark();
                throw refusal;
            } catch (MalformedBodyException | LimitExceededException | IOException failure) {
                outcome = String.valueOf(failure.getMessage());
                throw failure;
            } finally {
                record(granted);
            }
        }

        private Answer answer(ChangeHandler handler) throws IOException {
            var verdict = judge(code, request);
            account = verdict.account();
            requireAllowed(verdict);
            return handler.handle(request, () -> changed = true);
        }

        private void record(boolean granted) {
            if (granted && !changed) {
                return;
            }
            var deed = new Audit.Request(
                    code, request.fields(), request.connection().remoteAddress());
            if (granted) {
                audit.granted(deed, account);
            } else {
                audit.refused(deed, account, outcome);
            }
        }
    }
}
