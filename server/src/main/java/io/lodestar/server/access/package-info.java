/** Who may do what: accounts, signatures, roles and the record of what was asked. */
@NullMarked
package io.lodestar.server.access;

import org.jspecify.annotations.NullMarked;
