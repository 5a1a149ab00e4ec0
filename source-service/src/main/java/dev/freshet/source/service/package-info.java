/**
 * The process: puts the other rooms together, starts and stops them, and answers whether it is well.
 *
 * <p>The only room that knows all others; nothing imports it but the API.
 */
@NullMarked
package dev.freshet.source.service;

import org.jspecify.annotations.NullMarked;
