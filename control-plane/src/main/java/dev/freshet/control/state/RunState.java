package dev.freshet.control.state;

/** The states of anything that runs. FAILED waits for a person; RETRYING mends itself. */
public enum RunState {
    STARTING,
    SNAPSHOTTING,
    STREAMING,
    PAUSED,
    RETRYING,
    FAILED,
    STOPPED
}
