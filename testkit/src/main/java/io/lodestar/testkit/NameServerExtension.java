package io.lodestar.testkit;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.route.RouteClient;
import io.lodestar.server.NameServer;
import io.lodestar.server.StartException;
import io.lodestar.server.config.Settings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its own name server, on a free port of this machine and without a file. For JUnit 5.10 and later, 6 included.
 *
 * <pre>{@code
 * @ExtendWith(NameServerExtension.class)
 * class OrdersTest {
 *     @Test
 *     void ordersAreRouted(NameServer server, FakeBroker broker, RouteClient client) { ... }
 * }
 * }</pre>
 *
 * <p>{@code @ExtendWith} on a class, or a static field with {@code @RegisterExtension}: one name server for the class and those nested in it. On a method, or
 * a field that is not static: one for each test method. It stops when the class or method has ended.
 *
 * <p>Parameters of tests and of methods that prepare them may be a {@link NameServer}; {@link ClientSettings} that lead to it; a {@link RouteClient} that asks it; a {@link FakeBroker} of its
 * own for each parameter, named {@code broker-1}, {@code broker-2} and so on. What is closed when whoever got it has ended.
 */
public final class NameServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(NameServerExtension.class);
    private static final List<Class<?>> PARAMETERS =
            List.of(NameServer.class, ClientSettings.class, RouteClient.class, FakeBroker.class);

    private final Settings settings;
    private volatile Optional<NameServer> newest = Optional.empty();

    /** For {@code @ExtendWith}: a server in memory. */
    public NameServerExtension() {
        this(Settings.inMemory());
    }

    private NameServerExtension(Settings settings) {
        this.settings = settings;
    }

    /** For {@code @RegisterExtension}: a server in memory. */
    public static NameServerExtension inMemory() {
        return new NameServerExtension();
    }

    /** For {@code @RegisterExtension}: a server with these settings, which best begin with {@link Settings#inMemory()}. */
    public static NameServerExtension with(Settings settings) {
        return new NameServerExtension(settings);
    }

    /**
     * Returns the server that runs.
     *
     * @throws IllegalStateException when none does, which is so before the class or method begins and after it has ended
     */
    public NameServer server() {
        return newest.orElseThrow(
                () -> new IllegalStateException(
                        "no name server runs yet: ask within a test, or make the field of this extension static for @BeforeAll"));
    }

    /** Returns {@code host:port} of {@link #server()}, as lists of name servers have it. */
    public String hostAndPort() {
        return server().hostAndPort();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws StartException {
        startUnlessRunning(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws StartException {
        startUnlessRunning(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stopWhatBeganHere(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stopWhatBeganHere(context);
    }

    private void startUnlessRunning(ExtensionContext context) throws StartException {
        if (running(context).isEmpty()) {
            var server = NameServer.start(settings);
            newest = Optional.of(server);
            store(context).put(this, server);
        }
    }

    /** Returns the server of this test, or of the class around it. */
    private Optional<NameServer> running(ExtensionContext context) {
        return Optional.ofNullable(store(context).get(this, NameServer.class));
    }

    private void stopWhatBeganHere(ExtensionContext context) {
        var store = store(context);
        try {
            Optional.ofNullable(store.remove(propsKey(), Props.class)).ifPresent(Props::close);
        } finally {
            Optional.ofNullable(store.remove(this, NameServer.class)).ifPresent(this::stop);
        }
    }

    private void stop(NameServer server) {
        newest = newest.filter(known -> known != server);
        server.close();
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private String propsKey() {
        return "props of " + System.identityHashCode(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var server = running(context).orElseGet(this::server);
        var type = parameter.getParameter().getType();
        if (type == NameServer.class) {
            return server;
        }
        if (type == ClientSettings.class) {
            return ClientSettings.of(server.hostAndPort());
        }
        var props = props(context);
        return type == FakeBroker.class ? props.broker(server.hostAndPort()) : props.routeClient(server.hostAndPort());
    }

    /** Each test and each class has its own, so that what one got does not outlive it. */
    private Props props(ExtensionContext context) {
        var store = store(context);
        var known = Optional.ofNullable(store.get(propsKey(), Props.class));
        if (known.filter(props -> props.belongsTo(context)).isPresent()) {
            return known.get();
        }
        var own = new Props(context.getUniqueId());
        store.put(propsKey(), own);
        return own;
    }
}
