package dev.freshet.avro;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Passes over one value of a schema without allocating. */
abstract class Skipper {
    abstract void skip(Input in);

    static Skipper of(Schema schema) {
        return of(schema, new HashMap<>());
    }

    private static Skipper of(Schema schema, Map<String, Fields> records) {
        return switch (schema.getType()) {
            case NULL -> new Fixed(0);
            case BOOLEAN -> new Fixed(1);
            case FLOAT -> new Fixed(4);
            case DOUBLE -> new Fixed(8);
            case FIXED -> new Fixed(schema.getFixedSize());
            case INT, LONG, ENUM -> new Number();
            case STRING, BYTES -> new Length();
            case ARRAY -> new Blocks(new Fixed(0), of(schema.getElementType(), records));
            case MAP -> new Blocks(new Length(), of(schema.getValueType(), records));
            case UNION -> new Union(all(schema.getTypes(), records));
            case RECORD -> fields(schema, records);
        };
    }

    /** A record may contain itself, so it is known by name before its fields are. */
    private static Skipper fields(Schema schema, Map<String, Fields> records) {
        Fields known = records.get(schema.getFullName());
        if (known == null) {
            known = new Fields();
            records.put(schema.getFullName(), known);
            known.fields =
                    all(schema.getFields().stream().map(Schema.Field::schema).toList(), records);
        }
        return known;
    }

    private static Skipper[] all(List<Schema> schemas, Map<String, Fields> records) {
        return schemas.stream().map(each -> of(each, records)).toArray(Skipper[]::new);
    }

    private static final class Fixed extends Skipper {
        private final int length;

        Fixed(int length) {
            this.length = length;
        }

        @Override
        void skip(Input in) {
            in.skip(length);
        }
    }

    private static final class Number extends Skipper {
        @Override
        void skip(Input in) {
            in.skipLong();
        }
    }

    private static final class Length extends Skipper {
        @Override
        void skip(Input in) {
            in.skip(in.takeLength());
        }
    }

    private static final class Blocks extends Skipper {
        private final Skipper key;
        private final Skipper item;

        Blocks(Skipper key, Skipper item) {
            this.key = key;
            this.item = item;
        }

        @Override
        void skip(Input in) {
            for (int count = in.takeBlock(); count > 0; count = in.takeBlock()) {
                for (int i = 0; i < count; i++) {
                    key.skip(in);
                    item.skip(in);
                }
            }
        }
    }

    private static final class Union extends Skipper {
        private final Skipper[] branches;

        Union(Skipper[] branches) {
            this.branches = branches;
        }

        @Override
        void skip(Input in) {
            branches[in.takeBranch(branches.length)].skip(in);
        }
    }

    private static final class Fields extends Skipper {
        private Skipper[] fields = {};

        @Override
        void skip(Input in) {
            in.deeper();
            for (Skipper field : fields) {
                field.skip(in);
            }
            in.shallower();
        }
    }
}
