/** What an operator does: asks one name server what it knows, and changes it. */
@NullMarked
package io.lodestar.client.admin;

import org.jspecify.annotations.NullMarked;
