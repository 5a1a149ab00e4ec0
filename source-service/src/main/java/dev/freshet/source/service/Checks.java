package dev.freshet.source.service;

import dev.freshet.source.check.SourceCheck;
import dev.freshet.source.mysql.MySqlAccess;
import dev.freshet.source.mysql.MySqlCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The live check as a bean. */
@Singleton
public class Checks {
    @Produces
    @Singleton
    SourceCheck sourceCheck() {
        return new MySqlCheck(new MySqlAccess(SourceService.secrets()));
    }
}
