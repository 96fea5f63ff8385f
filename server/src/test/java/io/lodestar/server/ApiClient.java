package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.server.web.Description;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a live server's API, and holds what it answers against openapi.yaml. */
final class ApiClient {
    static final Description DESCRIPTION = Description.read();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final NameServer server;

    ApiClient(NameServer server) {
        this.server = server;
    }

    /** What a name server answered. */
    record Answer(int status, String type, String text) {
        Map<?, ?> json() {
            return (Map<?, ?>) Description.parsed(text);
        }

        List<?> items() {
            return list(json().get("items"));
        }

        List<Object> names(String member) {
            var names = new ArrayList<Object>();
            items().forEach(item -> names.add(((Map<?, ?>) item).get(member)));
            return names;
        }
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var response =
                    HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            var type = response.headers().firstValue("content-type").orElse("");
            return new Answer(response.statusCode(), type, response.body());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException cutShort) {
            throw new IllegalStateException(cutShort);
        }
    }

    private HttpRequest.Builder request(String path) {
        var address = server.httpAddress().orElseThrow();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/api/v1" + path));
    }

    Answer get(String path) {
        return send(request(path));
    }

    /** Gets what a template stands for, and holds it against the description. */
    Answer described(String template, String path) {
        var answer = get(path);
        assertThat(answer.type()).as(path + ": " + answer.text()).isEqualTo("application/json");
        assertThat(DESCRIPTION.faults("get", template, answer.type(), answer.text()))
                .as(path + ": " + answer.text())
                .isEmpty();
        return answer;
    }

    Answer described(String path) {
        return described(path, path);
    }

    Answer change(String method, String template, String path, String body, String account) {
        var keys = Base64.getEncoder().encodeToString((account + ":s").getBytes(StandardCharsets.UTF_8));
        var request = request(path).header("Content-Type", "application/json");
        if (!account.isEmpty()) {
            request.header("Authorization", "Basic " + keys);
        }
        var answer = send(request.method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertThat(DESCRIPTION.faults(method.toLowerCase(Locale.ROOT), template, answer.type(), answer.text()))
                .as(method + " " + path + ": " + answer.text())
                .isEmpty();
        return answer;
    }

    Answer change(String method, String template, String path, String body) {
        return change(method, template, path, body, "operator");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> member(Map<?, ?> object, String name) {
        return (Map<String, Object>) Objects.requireNonNull(object.get(name), name);
    }

    static List<?> list(@Nullable Object json) {
        return (List<?>) Objects.requireNonNull(json, "there is no list");
    }
}
