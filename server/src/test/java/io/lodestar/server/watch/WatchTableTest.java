package io.lodestar.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.NameRule;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WatchTableTest {
    private WatchScene scene = new WatchScene();

    private static ChangedRoutesBody only(String... topics) {
        return new ChangedRoutesBody(false, List.of(topics));
    }

    @Test
    void whoBeginsToWatchIsToAskForWhatItNamed() {
        assertThat(scene.connect().watch("T")).isEqualTo(ChangedRoutesBody.ALL);
    }

    @Test
    void eachKindOfChangeIsTold() {
        var watcher = scene.connect();
        watcher.watch("T", "U");

        scene.register("a", 4, "T");
        assertThat(watcher.read(scene.round())).as("a topic that comes").contains(only("T"));
        scene.register("a", 1, 4, "T");
        assertThat(watcher.read(scene.round())).as("a slave that comes").contains(only("T"));
        scene.register("a", 8, "T");
        assertThat(watcher.read(scene.round())).as("more queues").contains(only("T"));
        scene.registry().wipeWritePermission("a");
        assertThat(watcher.read(scene.round())).as("a drain").contains(only("T"));
        scene.order("T", "a:8");
        assertThat(watcher.read(scene.round())).as("order configuration").contains(only("T"));
        scene.unregister("a", 0);
        assertThat(watcher.read(scene.round())).as("a master that leaves").contains(only("T"));
        scene.registry().deleteTopic("T");
        assertThat(watcher.read(scene.round())).as("a topic that is deleted").contains(only("T"));
    }

    @Test
    void whatDidNotChangeIsNotTold() {
        scene.register("a", 4, "T");
        scene.round();
        var watcher = scene.connect();
        watcher.watch("T");

        scene.register("a", 4, "T");
        scene.register("b", 4, "other");
        scene.order("other", "b:4");

        assertThat(watcher.read(scene.round())).isEmpty();
    }

    @Test
    void whatChangedBackBeforeAnybodyLookedIsToldAllTheSame() {
        scene.register("a", 4, "T", "same-layout");
        scene.round();
        var watcher = scene.connect();
        watcher.watch("T");

        scene.register("a", 8, "T", "same-layout");
        scene.register("a", 4, "T", "same-layout");

        assertThat(watcher.read(scene.round())).contains(only("T"));
    }

    @Test
    void whatIsDroppedIsNotTold() {
        var watcher = scene.connect();
        watcher.watch("T", "U");
        assertThat(watcher.drop("T")).isEqualTo(ChangedRoutesBody.NONE);

        scene.register("a", 4, "T", "U");

        assertThat(watcher.read(scene.round())).contains(only("U"));
    }

    @Test
    void whoComesBackIsToldWhatItMissed() {
        scene.register("a", 4, "T", "U");
        scene.round();
        var lost = scene.connect();
        lost.watch("T", "U");
        scene.table().leave(lost.id());
        scene.register("a", 4, "T", "U", "V");
        scene.registry().deleteTopic("U");
        scene.round();

        assertThat(scene.connect().resume(lost.version(), "T", "U")).isEqualTo(only("U"));
        assertThat(scene.connect().resume(new RouteVersion(WatchScene.EPOCH + 1, 99), "T"))
                .as("of another life")
                .isEqualTo(ChangedRoutesBody.ALL);
        assertThat(scene.connect().resume(new RouteVersion(WatchScene.EPOCH, 99), "T"))
                .as("of the future")
                .isEqualTo(ChangedRoutesBody.ALL);
    }

    @Test
    void whoComesBackTooLateIsToAskForAll() {
        scene.register("a", 4, "T");
        var lost = scene.connect();
        lost.watch("T");
        scene.table().leave(lost.id());
        scene.pass(WatchTable.LINGER.plusSeconds(1));
        scene.round();
        assertThat(scene.table().isEmpty()).as("nothing is kept").isTrue();

        assertThat(scene.connect().resume(lost.version(), "T")).isEqualTo(only("T"));
    }

    @Test
    void whoAsksWithoutATopicLearnsWhatChangedOfAllThatItWatches() {
        var watcher = scene.connect();
        watcher.watch("T", "U");
        var known = watcher.version();
        scene.register("a", 4, "T");
        scene.round();

        assertThat(watcher.ask(Scope.NAMED, Optional.of(known), List.of(), List.of()))
                .isEqualTo(only("T"));
        assertThat(scene.connect().resume(known)).isEqualTo(ChangedRoutesBody.NONE);
    }

    @Test
    void whoDoesNotReadIsToldOnceWhenItDoes() {
        var watcher = scene.connect();
        watcher.watch("T", "U");
        scene.register("a", 4, "T");
        var first = scene.round();
        assertThat(watcher.take(first)).contains(only("T"));

        scene.register("a", 5, "T", "U");
        assertThat(scene.round()).isEmpty();
        scene.register("a", 6, "T", "U");
        assertThat(scene.round()).isEmpty();

        assertThat(watcher.read(first)).isPresent();
        assertThat(watcher.take(scene.round()).orElseThrow().topics()).containsExactlyInAnyOrder("T", "U");
    }

    @Test
    void anAnswerDoesNotCoverWhatIsStillToBeTold() {
        var watcher = scene.connect();
        watcher.watch("T");
        scene.register("a", 4, "T");
        scene.round();

        watcher.watch("U");
        scene.table().leave(watcher.id());

        assertThat(scene.connect().resume(watcher.version(), "T").topics())
                .as("the push of it was lost with the connection")
                .containsExactly("T");
    }

    @Test
    void whatPilesUpForASlowReaderIsOneWord() {
        var topics = IntStream.range(0, Watcher.MAX_WAITING + 1)
                .mapToObj(number -> "T" + number)
                .toArray(String[]::new);
        var watcher = scene.connect();
        watcher.watch(topics);
        scene.register("a", 4, "T0");
        var first = scene.round();

        scene.register("a", 5, topics);
        scene.round();

        watcher.read(first);
        assertThat(watcher.take(scene.round())).contains(ChangedRoutesBody.ALL);
    }

    @Test
    void whoWatchesAllIsToldOfTopicsThatComeAndGo() {
        scene.register("a", 4, "T");
        scene.round();
        var watcher = scene.connect();
        assertThat(watcher.ask(Scope.ALL, Optional.empty(), List.of(), List.of()))
                .isEqualTo(ChangedRoutesBody.ALL);

        scene.register("a", 4, "T", "new");
        assertThat(watcher.read(scene.round())).contains(only("new"));
        scene.table().leave(watcher.id());
        scene.registry().deleteTopic("T");
        scene.round();

        var again = scene.connect();
        assertThat(again.ask(Scope.ALL, Optional.of(watcher.version()), List.of(), List.of()))
                .isEqualTo(only("T"));
        assertThat(again.ask(Scope.NONE, Optional.empty(), List.of(), List.of()))
                .isEqualTo(ChangedRoutesBody.NONE);
        scene.register("a", 4, "T", "newer");
        assertThat(scene.round()).isEmpty();
    }

    @Test
    void nothingIsKeptOnceNobodyHasWatchedForAWhile() {
        scene.register("a", 4, "T");
        var watcher = scene.connect();
        watcher.ask(Scope.ALL, Optional.empty(), List.of(), List.of());
        watcher.watch("absent");
        scene.table().leave(watcher.id());

        scene.pass(WatchTable.LINGER.plusSeconds(1));
        scene.round();

        assertThat(scene.table().isEmpty()).isTrue();
    }

    @Test
    void moreTopicsThanMayBeWatchedAreNotToldOneByOne() {
        scene = new WatchScene(new WatchLimits(1, 10, 3, 10, 100, NameRule.DEFAULT));
        scene.register("a", 4, "T1", "T2", "T3", "T4");
        var watcher = scene.connect();
        watcher.ask(Scope.ALL, Optional.empty(), List.of(), List.of());

        scene.register("a", 5, "T1", "T2", "T3", "T4");

        assertThat(watcher.read(scene.round())).contains(ChangedRoutesBody.ALL);
    }

    @Test
    void whatIsTooMuchIsRefusedByNameAndCostsNothing() {
        scene = new WatchScene(new WatchLimits(2, 3, 4, 5, 8, new NameRule(6)));
        var watcher = scene.connect();
        watcher.watch("1", "2", "3");

        assertThat(watcher.refusal("4")).contains("watchTopicsPerConnectionMax=3");
        assertThat(watcher.refusal("1234567")).contains("nameMaxLength=6");
        var other = scene.connect();
        assertThat(other.refusal("4", "5")).contains("watchTopicsMax=4");
        assertThat(other.refusal("456789")).contains("watchNamesMaxLength=8");
        assertThat(other.refusal("1", "2", "3")).contains("watchLinksMax=5");
        other.watch("1");
        assertThat(scene.connect().refusal("1")).contains("watchConnectionsMax=2");

        scene.register("a", 4, "1", "2", "3");
        assertThat(watcher.read(scene.round()).orElseThrow().topics()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void whatNobodyWatchesAnyMoreMakesRoom() {
        scene = new WatchScene(new WatchLimits(2, 3, 3, 5, 8, NameRule.DEFAULT));
        var gone = scene.connect();
        gone.watch("1", "2", "3");
        scene.table().leave(gone.id());

        assertThat(scene.connect().watch("4", "5", "6")).isEqualTo(ChangedRoutesBody.ALL);
    }

    @Test
    void whatIsDroppedAndAddedInOneCountsAsWatched() {
        scene = new WatchScene(new WatchLimits(2, 3, 10, 10, 100, NameRule.DEFAULT));
        var watcher = scene.connect();
        watcher.watch("1", "2", "3");

        assertThat(watcher.refusal(List.of("1", "2", "4", "5"), List.of("1", "2")))
                .contains("make 5, and watchTopicsPerConnectionMax=3");
        assertThat(watcher.ask(Scope.NAMED, Optional.empty(), List.of("1", "4"), List.of("1", "2")))
                .isEqualTo(ChangedRoutesBody.ALL);
        assertThat(watcher.refusal("5")).contains("watchTopicsPerConnectionMax=3");
    }

    @Test
    void aRefusalThatWantsNoRoomTakesNobodysMemory() {
        scene = new WatchScene(new WatchLimits(2, 3, 100, 100, 100, NameRule.DEFAULT));
        var lost = scene.connect();
        lost.watch("T");
        scene.table().leave(lost.id());
        var other = scene.connect();
        other.watch("1", "2", "3");

        assertThat(other.refusal("4")).contains("watchTopicsPerConnectionMax=3");

        assertThat(scene.connect().resume(lost.version(), "T")).isEqualTo(ChangedRoutesBody.NONE);
    }

    @Test
    void aTopicWithoutANameIsRefused() {
        assertThat(scene.connect().refusal("T", "")).contains("empty name");
        assertThat(scene.table().isEmpty()).isTrue();
    }

    @Test
    void allWhoWatchAllShareOneList() {
        scene.register("a", 4, "T");
        scene.round();
        var watchers = IntStream.range(0, 5).mapToObj(number -> scene.connect()).toList();
        watchers.forEach(watcher -> watcher.ask(Scope.ALL, Optional.empty(), List.of(), List.of()));
        watchers.get(0).watch("T");

        scene.register("a", 5, "T", "new");
        var pushes = scene.round();

        assertThat(pushes)
                .hasSize(5)
                .allSatisfy(push ->
                        assertThat(push.changed()).isSameAs(pushes.get(0).changed()));
        assertThat(watchers.get(0).take(pushes).orElseThrow().topics()).containsExactlyInAnyOrder("a", "T", "new");
    }

    @Test
    void whoWatchesAllAndDoesNotReadIsToldAllOfItWhenItDoes() {
        var slow = scene.connect();
        var quick = scene.connect();
        List.of(slow, quick).forEach(each -> each.ask(Scope.ALL, Optional.empty(), List.of(), List.of()));
        scene.register("a", 4, "T");
        var first = scene.round();
        quick.read(first);

        scene.register("a", 4, "T", "U");
        assertThat(quick.read(scene.round())).contains(only("U"));
        scene.register("a", 4, "T", "U", "V");
        assertThat(quick.read(scene.round())).contains(only("V"));

        slow.read(first);
        assertThat(slow.take(scene.round()).orElseThrow().topics()).containsExactlyInAnyOrder("U", "V");
    }
}
