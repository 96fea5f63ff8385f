package io.lodestar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.cli.Table.Cell;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Screen NARROW = new Screen(true, 30);

    @Test
    void columnsAreAsWideAsTheirTextsAndNumbersStandAtTheRight() {
        var table = Table.of("NAME", "#COUNT", "PLACE");
        table.row("a", 7, "here");
        table.row("longer", 1234567, "");

        assertThat(table.lines(Screen.NONE, false))
                .containsExactly("NAME      COUNT  PLACE", "a             7  here", "longer  1234567");
    }

    @Test
    void aNarrowTerminalBreaksTheWidestTexts() {
        var table = Table.of("NAME", "WHY");
        table.row("orders", "its broker was drained by somebody");

        var lines = table.lines(NARROW, false);

        assertThat(lines).containsExactly("NAME    WHY", "orders  its broker was drained", "         by somebody");
        assertThat(lines).allMatch(line -> line.length() <= 30);
    }

    @Test
    void whatOthersNamedCannotReachTheTerminal() {
        var table = Table.of("NAME");
        table.row("a\u001b[2Jb\u202ec\u009bd\ne");

        assertThat(table.lines(Screen.NONE, false)).contains("a\\u001b[2Jb\\u202ec\\u009bd\\u000ae");
    }

    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        var table = Table.of("NAME", "NEXT");
        table.row("\u8ba2\u5355", "x");
        table.row("e\u0301abc", "x");

        assertThat(table.lines(Screen.NONE, false)).containsExactly("NAME  NEXT", "\u8ba2\u5355  x", "e\u0301abc  x");
    }

    @Test
    void coloursAreNotCounted() {
        var table = Table.of("STATE", "NAME");
        table.row(Cell.of("ok", Colour.GREEN), "x");

        assertThat(table.lines(Screen.NONE, true).get(1)).isEqualTo("\u001b[32mok\u001b[0m     x");
    }

    @Test
    void aRowOfAnotherLengthIsAMistake() {
        var table = Table.of("ONE", "TWO");

        assertThatThrownBy(() -> table.row("only one")).hasMessage("1 cells for 2 columns");
    }
}
