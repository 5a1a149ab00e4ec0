package dev.freshet.source.service;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.EventsSourceSpec;
import dev.freshet.source.check.EventsCheck;
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
        MySqlCheck mysql = new MySqlCheck(new MySqlAccess(SourceService.secrets()));
        EventsCheck events = new EventsCheck(SourceService.secrets());
        return spec -> switch (spec) {
            case DatabaseSourceSpec database -> mysql.findings(database);
            case EventsSourceSpec intake -> events.findings(intake);
        };
    }
}
