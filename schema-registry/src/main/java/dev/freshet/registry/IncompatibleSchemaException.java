package dev.freshet.registry;

/** A subject's compatibility rule refuses the schema: a person must decide. */
public class IncompatibleSchemaException extends RegistryException {
    public IncompatibleSchemaException(String message) {
        super(message);
    }
}
