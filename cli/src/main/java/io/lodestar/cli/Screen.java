package io.lodestar.cli;

/**
 * What a stream leads to.
 *
 * @param isTerminal whether somebody looks at it; otherwise a program or a file takes it
 * @param columns how many characters a line holds; 0 when that does not count
 */
record Screen(boolean isTerminal, int columns) {
    static final Screen NONE = new Screen(false, 0);
}
