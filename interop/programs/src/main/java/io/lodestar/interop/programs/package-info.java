/** Programs that run in JVMs of their own with the jars of one Apache release and obey their standard input: clients, and the command line tool. */
@NullMarked
package io.lodestar.interop.programs;

import org.jspecify.annotations.NullMarked;
