/** Tests of questions to, and changes of, one name server. */
@NullMarked
package io.lodestar.client.admin;

import org.jspecify.annotations.NullMarked;
