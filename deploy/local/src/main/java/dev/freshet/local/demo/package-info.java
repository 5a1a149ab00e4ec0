/**
 * The demo and the chaos run: a stack, a shop, a workload, a live table, and a verdict over every row.
 *
 * <p>Both are the same show; chaos only adds a hand that kills servers. Puts together the other rooms and is imported by
 * the command line and by the drift run, which has its route, its warehouse and its initial load from here.
 */
@NullMarked
package dev.freshet.local.demo;

import org.jspecify.annotations.NullMarked;
