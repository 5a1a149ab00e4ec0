package dev.freshet.control.resource;

import java.util.List;
import java.util.stream.Collectors;

/** A request about a resource that is refused. The message says what, where and the mend; it never holds a secret. */
public abstract sealed class ResourceException extends RuntimeException {
    private ResourceException(String message) {
        super(message);
    }

    /** The text is not JSON or YAML at all. */
    public static final class Malformed extends ResourceException {
        private final int line;
        private final int column;

        public Malformed(String problem, int line, int column) {
            super("The text cannot be read at line " + line + ", column " + column + ": " + problem);
            this.line = line;
            this.column = column;
        }

        public int line() {
            return line;
        }

        public int column() {
            return column;
        }
    }

    /** Well-formed, but some fields are wrong. */
    public static final class Invalid extends ResourceException {
        private final transient List<Violation> violations;

        public Invalid(List<Violation> violations) {
            super(violations.stream()
                    .map(v -> (v.field().isEmpty() ? "" : v.field() + ": ") + v.problem() + ". " + v.mend())
                    .collect(Collectors.joining(" ")));
            this.violations = List.copyOf(violations);
        }

        public List<Violation> violations() {
            return violations;
        }
    }

    /** No resource of this kind has this name. */
    public static final class Unknown extends ResourceException {
        public Unknown(ResourceId id, List<String> existing) {
            super("There is no %s '%s'. %s"
                    .formatted(
                            id.kind().singular(),
                            id.name(),
                            existing.isEmpty()
                                    ? "There is none of this kind yet: create one with POST /api/v1/"
                                            + id.kind().plural() + "."
                                    : "There are: " + String.join(", ", existing) + "."));
        }
    }

    /** A POST for a name that is taken. */
    public static final class Duplicate extends ResourceException {
        public Duplicate(ResourceId id) {
            super("The %s '%s' exists already. Replace it with PUT /api/v1/%s/%s, or choose another name."
                    .formatted(id.kind().singular(), id.name(), id.kind().plural(), id.name()));
        }
    }

    /** A delete of something that others need. */
    public static final class InUse extends ResourceException {
        public InUse(ResourceId id, List<ResourceId> users) {
            super("The %s '%s' is used by the %s. Delete %s first, or point elsewhere."
                    .formatted(
                            id.kind().singular(),
                            id.name(),
                            users.stream()
                                    .map(user -> user.kind().singular() + " " + user.name())
                                    .collect(Collectors.joining(" and the ")),
                            users.size() == 1 ? "it" : "them"));
        }
    }

    /** The resource log cannot be reached now: nothing was changed, or it is not known whether it was. Retryable. */
    public static final class Unavailable extends ResourceException {
        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }
    }
}
