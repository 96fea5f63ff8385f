package io.lodestar.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which name server: how it is started and how it says that it serves. */
public enum NameServerProgram {
    /** Apache's, release 5.5.0. */
    APACHE {
        @Override
        List<String> command(Path folder, Path configuration) {
            return apache(Release.V5_5_0, folder, configuration);
        }

        @Override
        Map<String, String> environment() {
            return Map.of();
        }

        @Override
        int exitCodeOnRequest() {
            return END_BY_SIGNAL;
        }
    },
    /** Apache's, release 4.9.7. */
    APACHE_4_9_7 {
        @Override
        List<String> command(Path folder, Path configuration) {
            return apache(Release.V4_9_7, folder, configuration);
        }

        @Override
        Map<String, String> environment() {
            return Map.of();
        }

        @Override
        int exitCodeOnRequest() {
            return END_BY_SIGNAL;
        }
    },
    /** Ours, through its launcher. */
    LODESTAR {
        @Override
        List<String> command(Path folder, Path configuration) {
            return List.of(Checkout.path("bin/mqnamesrv").toString(), "-c", configuration.toString());
        }

        @Override
        Map<String, String> environment() {
            return Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xms64m -Xmx256m");
        }

        @Override
        int exitCodeOnRequest() {
            return 0;
        }
    };

    /** The JVM's own way to end on SIGTERM. */
    private static final int END_BY_SIGNAL = 143;

    private static List<String> apache(Release release, Path folder, Path configuration) {
        return ApacheJvm.command(
                folder,
                release.classPath(),
                "org.apache.rocketmq.namesrv.NamesrvStartup",
                List.of("-c", configuration.toString()));
    }

    abstract List<String> command(Path folder, Path configuration);

    abstract Map<String, String> environment();

    /** With which exit code it ends after SIGTERM. */
    abstract int exitCodeOnRequest();

    /** The one to test: ours, unless the system property {@code lodestar.interop.server} says {@code apache}. */
    public static NameServerProgram underTest() {
        return valueOf(
                System.getProperty("lodestar.interop.server", LODESTAR.name()).toUpperCase(Locale.ROOT));
    }
}
