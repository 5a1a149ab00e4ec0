package dev.freshet.local.drift;

import java.util.List;

/** A MySQL type, and the types that hold every value of it. */
sealed interface ColumnType {
    String sql();

    /** Lossless and possible by MODIFY COLUMN in strict mode; empty when there is nothing wider. */
    List<ColumnType> wider();

    /** MySQL refuses defaults of the types that are kept outside the row. */
    default boolean allowsDefault() {
        return true;
    }

    /** Whether MySQL has a value for old rows when a NOT NULL column without default is added. */
    default boolean hasZero() {
        return true;
    }

    record Bool() implements ColumnType {
        @Override
        public String sql() {
            return "TINYINT(1)";
        }

        @Override
        public List<ColumnType> wider() {
            return List.of();
        }
    }

    record Int() implements ColumnType {
        @Override
        public String sql() {
            return "INT";
        }

        @Override
        public List<ColumnType> wider() {
            return List.of(new BigInt(), new Decimal(16, 4), new Real(), new Varchar(24));
        }
    }

    record BigInt() implements ColumnType {
        @Override
        public String sql() {
            return "BIGINT";
        }

        @Override
        public List<ColumnType> wider() {
            return List.of(new Decimal(24, 2), new Varchar(24));
        }
    }

    record Decimal(int precision, int scale) implements ColumnType {
        private static final int WIDEST = 30;

        @Override
        public String sql() {
            return "DECIMAL(" + precision + "," + scale + ")";
        }

        @Override
        public List<ColumnType> wider() {
            return precision + 6 > WIDEST
                    ? List.of()
                    : List.of(new Decimal(precision + 4, scale), new Decimal(precision + 6, scale + 2));
        }
    }

    record Real() implements ColumnType {
        @Override
        public String sql() {
            return "DOUBLE";
        }

        @Override
        public List<ColumnType> wider() {
            return List.of();
        }
    }

    record Varchar(int length) implements ColumnType {
        private static final int LONGEST = 800;

        @Override
        public String sql() {
            return "VARCHAR(" + length + ")";
        }

        @Override
        public List<ColumnType> wider() {
            return length * 2 > LONGEST ? List.of(new Text()) : List.of(new Varchar(length * 2), new Text());
        }
    }

    record Text() implements ColumnType {
        @Override
        public String sql() {
            return "TEXT";
        }

        @Override
        public List<ColumnType> wider() {
            return List.of();
        }

        @Override
        public boolean allowsDefault() {
            return false;
        }
    }

    record Date() implements ColumnType {
        @Override
        public String sql() {
            return "DATE";
        }

        @Override
        public List<ColumnType> wider() {
            return List.of(new DateTime(0), new DateTime(6));
        }

        @Override
        public boolean hasZero() {
            return false;
        }
    }

    record DateTime(int digits) implements ColumnType {
        @Override
        public String sql() {
            return digits == 0 ? "DATETIME" : "DATETIME(" + digits + ")";
        }

        @Override
        public List<ColumnType> wider() {
            return digits == 6 ? List.of() : List.of(new DateTime(6));
        }

        @Override
        public boolean hasZero() {
            return false;
        }
    }

    record Json() implements ColumnType {
        @Override
        public String sql() {
            return "JSON";
        }

        @Override
        public List<ColumnType> wider() {
            return List.of();
        }

        @Override
        public boolean allowsDefault() {
            return false;
        }

        @Override
        public boolean hasZero() {
            return false;
        }
    }
}
