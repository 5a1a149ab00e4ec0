package dev.freshet.control.ownership;

import java.util.Set;

/**
 * Told by one thread, the one that keeps the membership alive: must return within seconds and must not throw. Sets are never empty.
 */
public interface OwnershipListener {
    /** From now on these are ours, in addition to what was. Another replica may still be finishing: fence it by transactional id. */
    void owned(Set<Integer> partitions);

    /** These are not ours any more; another replica may run them already. */
    void lost(Set<Integer> partitions);
}
