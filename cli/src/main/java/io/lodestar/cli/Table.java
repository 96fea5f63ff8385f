package io.lodestar.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, each column as wide as it has to be; on a narrow terminal the widest ones break their texts. */
final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private boolean coloured;

    private record Column(String heading, boolean isNumber) {}

    /** A text and its colour. */
    record Cell(String text, Colour colour) {
        static Cell of(Object value) {
            return value instanceof Cell cell ? cell : new Cell(Text.safe(value.toString()), Colour.PLAIN);
        }

        static Cell of(Object value, Colour colour) {
            return new Cell(Text.safe(value.toString()), colour);
        }

        private int width() {
            return Text.width(text);
        }
    }

    /** Returns a table with these headings; those that begin with a number sign are over numbers. */
    static Table of(String... headings) {
        var table = new Table();
        for (var heading : headings) {
            boolean isNumber = heading.startsWith("#");
            table.columns.add(new Column(isNumber ? heading.substring(1) : heading, isNumber));
        }
        return table;
    }

    /** Adds a row: cells, or what becomes their texts. */
    void row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.stream(values).map(Cell::of).toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the lines of the table. */
    List<String> lines(Screen screen, boolean withColours) {
        coloured = withColours;
        int[] widths = widths();
        if (screen.columns() > 0) {
            shrink(widths, screen.columns());
        }
        var lines = new ArrayList<String>();
        var headings = columns.stream()
                .map(column -> new Cell(column.heading(), Colour.BOLD))
                .toList();
        append(headings, widths, lines);
        rows.forEach(row -> append(row, widths, lines));
        return lines;
    }

    private int[] widths() {
        return IntStream.range(0, columns.size())
                .map(at -> Math.max(
                        columns.get(at).heading().length(),
                        rows.stream().mapToInt(row -> row.get(at).width()).max().orElse(0)))
                .toArray();
    }

    private static void shrink(int[] widths, int available) {
        int room = available - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int at = 1; at < widths.length; at++) {
                widest = widths[at] > widths[widest] ? at : widest;
            }
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
        }
    }

    private void append(List<Cell> row, int[] widths, List<String> lines) {
        var pieces = new ArrayList<List<String>>();
        for (int at = 0; at < widths.length; at++) {
            pieces.add(pieces(row.get(at), widths[at]));
        }
        int height = pieces.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < height; line++) {
            lines.add(line(row, pieces, line, widths));
        }
    }

    private String line(List<Cell> row, List<List<String>> pieces, int line, int[] widths) {
        var text = new StringBuilder();
        int due = 0; // blanks before the next text; none stay at the end of the line
        for (int at = 0; at < widths.length; at++) {
            var piece = line < pieces.get(at).size() ? pieces.get(at).get(line) : "";
            int missing = widths[at] - Text.width(piece);
            boolean isNumber = columns.get(at).isNumber();
            due += isNumber ? missing : 0;
            if (!piece.isEmpty()) {
                text.append(" ".repeat(due)).append(painted(row.get(at), piece));
                due = 0;
            }
            due += GAP.length() + (isNumber ? 0 : missing);
        }
        return text.toString();
    }

    private String painted(Cell cell, String piece) {
        return coloured ? cell.colour().paint(piece) : piece;
    }

    private static List<String> pieces(Cell cell, int width) {
        if (cell.width() <= width) {
            return List.of(cell.text());
        }
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        cell.text().codePoints().forEach(point -> {
            if (Text.width(piece.toString()) + Text.width(Character.toString(point)) > width) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(point);
        });
        pieces.add(piece.toString());
        return pieces;
    }
}
