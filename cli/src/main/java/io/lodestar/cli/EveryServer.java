package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import io.lodestar.client.admin.NameServerAdmin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Asks all name servers for the same change, since none tells the others, and prints what came of it at each. */
final class EveryServer<T> {
    private final Session session;
    private final Map<String, T> done = new LinkedHashMap<>();
    private final Map<String, NameServerException> failed = new LinkedHashMap<>();
    private ExitCode outcome = ExitCode.DONE;

    private EveryServer(Session session) {
        this.session = session;
    }

    static <T> EveryServer<T> ask(Session session, Function<NameServerAdmin, CompletableFuture<T>> change) {
        var all = new EveryServer<T>(session);
        var servers = session.nameServers();
        var answers = servers.stream().map(change).toList(); // at the same time
        for (int at = 0; at < servers.size(); at++) {
            all.await(servers.get(at).address(), answers.get(at));
        }
        return all;
    }

    private void await(String server, CompletableFuture<T> answer) {
        try {
            done.put(server, session.await(answer, () -> "waiting for " + server));
        } catch (NameServerException failure) {
            failed.put(server, failure);
            outcome = outcome.and(ExitCode.of(failure));
        }
    }

    /** Returns what came of it, by the address of the name server. */
    Map<String, T> done() {
        return done;
    }

    /**
     * Prints what came of it.
     *
     * @param shape the members of the JSON of an answer
     * @param text what to tell people of an answer
     * @return the worst of all outcomes
     */
    ExitCode print(Function<T, Json> shape, BiFunction<String, T, String> text) {
        var printer = session.printer();
        failed.forEach((server, failure) -> printer.say(String.valueOf(failure.getMessage())));
        if (!printer.printed(() -> Json.object().with("results", results(shape)))) {
            done.forEach((server, answer) -> printer.raw(Text.safe(text.apply(server, answer))));
        }
        return outcome;
    }

    private List<Json> results(Function<T, Json> shape) {
        var results = new ArrayList<Json>();
        done.forEach((server, answer) ->
                results.add(shape.apply(answer).with("nameServer", server).with("outcome", ExitCode.DONE.word())));
        failed.forEach((server, failure) -> results.add(Json.object()
                .with("nameServer", server)
                .with("outcome", ExitCode.of(failure).word())
                .with("message", String.valueOf(failure.getMessage()))));
        return results;
    }
}
