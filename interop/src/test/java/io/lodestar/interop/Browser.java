package io.lodestar.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The browser of this machine and what drives it; the machine need not have them. */
record Browser(Path chromium, Path node, Path scripts) {
    private static final List<String> CHROMIUM = List.of("chromium", "chromium-browser", "google-chrome");

    /** What is there, or what is missing, in words. */
    record Found(Optional<Browser> browser, String missing) {
        static Found nothing(String missing) {
            return new Found(Optional.empty(), "the console was not looked at: " + missing);
        }
    }

    /** Looks for a browser and Node, and fetches what drives it into the checkout when that was not done before. */
    static Found find(Path logs) {
        var chromium = CHROMIUM.stream()
                .flatMap(name -> NodeTools.onPath(name).stream())
                .findFirst();
        var tools = NodeTools.find();
        if (chromium.isEmpty()) {
            return Found.nothing("there is no Chromium on the search path");
        }
        if (tools.isEmpty()) {
            return Found.nothing("there is no Node with npm on the search path");
        }
        var scripts = Checkout.path("interop/browser");
        if (!tools.get().install(scripts, logs)) {
            return Found.nothing("npm could not fetch what drives the browser, see " + logs);
        }
        return new Found(Optional.of(new Browser(chromium.get(), tools.get().node(), scripts)), "");
    }
}
