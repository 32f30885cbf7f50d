internal import GRDB

/// The schema of `tracegrid.sqlite`, drawn here and nowhere else.
///
/// Times are UTC seconds, days are day numbers, pseudonyms are 16 bytes (big-endian), digests of rows are 64 bits.
/// Names, numbers, phones, plates and addresses stand only in columns called `sealed`, under a key of `envelope`.
enum Schema {
    /// Brings a file forward to the newest version; a released migration is never changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { database in
            try database.execute(sql: files + registry + cases + runs)
        }
        migrator.registerMigration("v2") { database in try database.execute(sql: screenedCases) }
        migrator.registerMigration("vehicles") { database in try database.execute(sql: vehicles) }
        migrator.registerMigration("retention") { database in try database.execute(sql: retention) }
        migrator.registerMigration("corrections") { database in try database.execute(sql: corrections) }
        migrator.registerMigration("links") { database in try database.execute(sql: links) }
        migrator.registerMigration("delivery_lookups") { database in try database.execute(sql: deliveryLookups) }
        return migrator
    }

    private static let files = """
        CREATE TABLE meta (
            key TEXT PRIMARY KEY, value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE input_file (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
            name TEXT NOT NULL, feed INTEGER NOT NULL, mapping TEXT NOT NULL, bytes INTEGER NOT NULL,
            rows_read INTEGER NOT NULL, accepted INTEGER NOT NULL CHECK (accepted >= 0),
            rejected INTEGER NOT NULL CHECK (rejected >= 0), duplicate INTEGER NOT NULL CHECK (duplicate >= 0),
            first_day INTEGER, last_day INTEGER, notes TEXT NOT NULL, ingested_at INTEGER NOT NULL,
            accept_anyway TEXT,
            CONSTRAINT rows_add_up CHECK (rows_read = accepted + rejected + duplicate)
        ) STRICT;
        CREATE INDEX input_file_by_feed ON input_file (feed, ingested_at);

        CREATE TABLE input_reject (
            file INTEGER NOT NULL REFERENCES input_file, reason TEXT NOT NULL, rows INTEGER NOT NULL,
            PRIMARY KEY (file, reason)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE segment (
            name TEXT PRIMARY KEY, feed INTEGER NOT NULL, day INTEGER NOT NULL, batch INTEGER NOT NULL,
            part INTEGER NOT NULL, rows INTEGER NOT NULL, bytes INTEGER NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, min_lon INTEGER, min_lat INTEGER, max_lon INTEGER, max_lat INTEGER,
            sha256 TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX segment_by_day ON segment (feed, day);

        CREATE TABLE envelope (
            number INTEGER PRIMARY KEY AUTOINCREMENT, bytes BLOB NOT NULL
        ) STRICT;

        """

    private static let registry = """
        CREATE TABLE person (
            pseudonym BLOB PRIMARY KEY CHECK (length(pseudonym) = 16), home_grid TEXT, unit_grids TEXT NOT NULL,
            focus TEXT, sealed BLOB NOT NULL, envelope INTEGER NOT NULL REFERENCES envelope, digest INTEGER NOT NULL,
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE person_identifier (
            person BLOB NOT NULL REFERENCES person, identifier BLOB NOT NULL CHECK (length(identifier) = 16),
            PRIMARY KEY (person, identifier)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX person_of_identifier ON person_identifier (identifier, person);
        CREATE TABLE identity (
            pseudonym BLOB PRIMARY KEY CHECK (length(pseudonym) = 16), sealed BLOB NOT NULL,
            envelope INTEGER NOT NULL REFERENCES envelope
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE grid (
            grid_id TEXT PRIMARY KEY, parent_id TEXT, kind TEXT NOT NULL CHECK (kind IN ('strip', 'block')),
            level TEXT NOT NULL, name TEXT NOT NULL, sealed BLOB, envelope INTEGER REFERENCES envelope,
            digest INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            CHECK ((sealed IS NULL) = (envelope IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE polygon (
            owner TEXT NOT NULL CHECK (owner IN ('grid', 'region')), code TEXT NOT NULL, rings BLOB NOT NULL,
            PRIMARY KEY (owner, code)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE place (
            place_id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, lon INTEGER, lat INTEGER,
            radius_m REAL NOT NULL, grid_id TEXT, region TEXT,
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE region (
            code TEXT NOT NULL, start INTEGER NOT NULL, until INTEGER NOT NULL, name TEXT NOT NULL,
            level TEXT NOT NULL, file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            PRIMARY KEY (code, start)
        ) STRICT, WITHOUT ROWID;
        -- service_date is -2147483648 where a timetable holds for every date.
        CREATE TABLE stop (
            mode INTEGER NOT NULL, service TEXT NOT NULL, service_date INTEGER NOT NULL, sequence INTEGER NOT NULL,
            place_id TEXT NOT NULL, arrive INTEGER, depart INTEGER,
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            PRIMARY KEY (mode, service, service_date, sequence)
        ) STRICT, WITHOUT ROWID;
        -- cells: column name and value in turns, each ended by U+001F.
        CREATE TABLE layout (
            mode INTEGER NOT NULL, layout TEXT NOT NULL, cells TEXT NOT NULL,
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            PRIMARY KEY (mode, layout, cells)
        ) STRICT, WITHOUT ROWID;

        """

    private static let cases = """
        -- content: the row's own values as one text, so that the same row counts once.
        CREATE TABLE declaration (
            content TEXT PRIMARY KEY, id_number BLOB, phone BLOB, declared_at INTEGER NOT NULL,
            travelled INTEGER NOT NULL CHECK (travelled IN (0, 1)), region TEXT, from_time INTEGER, to_time INTEGER,
            sealed BLOB, envelope INTEGER REFERENCES envelope,
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            CHECK ((sealed IS NULL) = (envelope IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE checkin (
            content TEXT PRIMARY KEY, id_number BLOB, phone BLOB, day INTEGER NOT NULL,
            temperature INTEGER NOT NULL, isolated INTEGER CHECK (isolated IN (0, 1)),
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE index_case (
            case_id TEXT PRIMARY KEY, id_number BLOB, onset INTEGER, sampled INTEGER, confirmed INTEGER NOT NULL,
            isolated INTEGER, sealed BLOB, envelope INTEGER REFERENCES envelope, digest INTEGER NOT NULL,
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            CHECK ((sealed IS NULL) = (envelope IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE itinerary (
            content TEXT PRIMARY KEY, case_id TEXT NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL,
            until INTEGER NOT NULL, lon INTEGER, lat INTEGER, radius_m REAL NOT NULL, place TEXT, room TEXT,
            mode INTEGER, service TEXT, service_date INTEGER, carriage TEXT, seat TEXT, from_place TEXT,
            to_place TEXT, plate BLOB, file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            digest INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX itinerary_by_case ON itinerary (case_id, start);
        CREATE TABLE clue (
            clue_id TEXT PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL, grid_id TEXT,
            lon INTEGER, lat INTEGER, subject BLOB, sealed BLOB NOT NULL, envelope INTEGER NOT NULL REFERENCES envelope,
            digest INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE feedback (
            task_id TEXT NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL, sealed BLOB,
            envelope INTEGER REFERENCES envelope, file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            PRIMARY KEY (task_id, at, outcome), CHECK ((sealed IS NULL) = (envelope IS NULL))
        ) STRICT, WITHOUT ROWID;

        """

    private static let runs = """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL UNIQUE, as_of INTEGER NOT NULL,
            policy TEXT NOT NULL, policy_sha256 TEXT NOT NULL, input_digest TEXT NOT NULL,
            settings_digest TEXT NOT NULL, tool_version TEXT NOT NULL, baseline TEXT,
            state TEXT NOT NULL CHECK (state IN ('started', 'complete')), started_at INTEGER NOT NULL,
            finished_at INTEGER, outputs_digest TEXT,
            CONSTRAINT complete_runs_are_whole
                CHECK ((state = 'complete') = (finished_at IS NOT NULL AND outputs_digest IS NOT NULL))
        ) STRICT;
        CREATE INDEX run_by_time ON run (state, as_of, number);

        CREATE TABLE found_contact (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, contact_id TEXT NOT NULL, case_id TEXT NOT NULL,
            person BLOB NOT NULL, tier TEXT NOT NULL, score REAL NOT NULL, meaning TEXT NOT NULL,
            PRIMARY KEY (run, contact_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE found_undeclared (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, subject BLOB NOT NULL, region TEXT NOT NULL,
            status TEXT NOT NULL, meaning TEXT NOT NULL,
            PRIMARY KEY (run, subject, region)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE task (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, task_id TEXT NOT NULL, person BLOB NOT NULL,
            reason TEXT NOT NULL, about TEXT NOT NULL, grid_id TEXT NOT NULL, grid_basis TEXT NOT NULL,
            provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)), action TEXT NOT NULL, due INTEGER NOT NULL,
            change TEXT NOT NULL, state TEXT NOT NULL, meaning TEXT NOT NULL,
            PRIMARY KEY (run, task_id)
        ) STRICT, WITHOUT ROWID;
        """

    /// Of older runs only the cases with contacts are known.
    private static let screenedCases = """
        CREATE TABLE screened_case (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, case_id TEXT NOT NULL, PRIMARY KEY (run, case_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO screened_case SELECT DISTINCT run, case_id FROM found_contact;
        """

    /// Facts with meanings in place of cells that nothing asked for; `layouts` files have to be delivered again.
    ///
    /// service_date is -2147483648 where a fact holds for every date; service and coach are empty where for any.
    private static let vehicles = """
        DROP TABLE layout;
        CREATE TABLE vehicle (
            mode INTEGER NOT NULL, service TEXT NOT NULL, service_date INTEGER NOT NULL, coach TEXT NOT NULL,
            layout TEXT, seats TEXT, sealed INTEGER CHECK (sealed IN (0, 1)), hepa INTEGER CHECK (hepa IN (0, 1)),
            coaches_per_set INTEGER, file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            PRIMARY KEY (mode, service, service_date, coach)
        ) STRICT, WITHOUT ROWID;
        """

    /// A purge is undone while it is planned and goes on to its end once it is deleting; its paths are then forgotten.
    private static let retention = """
        CREATE TABLE purge (
            number INTEGER PRIMARY KEY AUTOINCREMENT, as_of INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('planned', 'deleting', 'done')), started_at INTEGER NOT NULL,
            certificate TEXT, sha256 TEXT,
            CHECK ((state = 'planned') = (certificate IS NULL)), CHECK ((certificate IS NULL) = (sha256 IS NULL))
        ) STRICT;
        CREATE TABLE purge_path (
            purge INTEGER NOT NULL REFERENCES purge ON DELETE CASCADE, path TEXT NOT NULL, PRIMARY KEY (purge, path)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE legal_hold (
            number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('case', 'person', 'file')),
            target TEXT NOT NULL, reason TEXT NOT NULL, placed_by TEXT NOT NULL, placed_at INTEGER NOT NULL,
            last_day INTEGER NOT NULL
        ) STRICT;
        """

    /// A row stands where its file and line say; about whom it is, is kept to name what a decision changed, until all
    /// rows of the appeal are purged.
    private static let corrections = """
        CREATE TABLE appeal (
            number INTEGER PRIMARY KEY AUTOINCREMENT, reason TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'rejected')), opened_at INTEGER NOT NULL,
            opened_by TEXT NOT NULL
        ) STRICT;
        CREATE TABLE appeal_step (
            appeal INTEGER NOT NULL REFERENCES appeal, step INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
            by TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (appeal, step)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE disputed_row (
            appeal INTEGER NOT NULL REFERENCES appeal, file INTEGER NOT NULL REFERENCES input_file,
            line INTEGER NOT NULL, start INTEGER, digest INTEGER, case_id TEXT,
            is_purged INTEGER NOT NULL DEFAULT 0 CHECK (is_purged IN (0, 1)), PRIMARY KEY (appeal, file, line)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE disputed_subject (
            appeal INTEGER NOT NULL REFERENCES appeal, subject BLOB NOT NULL CHECK (length(subject) = 16),
            PRIMARY KEY (appeal, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE run_dispute (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, file INTEGER NOT NULL, line INTEGER NOT NULL,
            PRIMARY KEY (run, file, line)
        ) STRICT, WITHOUT ROWID;
        """

    /// Which names are one person's, and which are not, as people decided; every decision stays.
    ///
    /// from_time and until_time are NULL where open. A link's state and dates are those of its last decision; the dates
    /// with which it was suggested or added come back when a decision is taken back.
    private static let links = """
        CREATE TABLE identity_link (
            link_id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('same', 'apart')),
            one BLOB NOT NULL CHECK (length(one) = 16), other BLOB NOT NULL CHECK (length(other) = 16),
            from_time INTEGER, until_time INTEGER, suggested_from INTEGER, suggested_until INTEGER,
            confidence REAL NOT NULL, reasons TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('suggested', 'accepted', 'rejected', 'undone')),
            made_at INTEGER NOT NULL, CHECK (from_time IS NULL OR until_time IS NULL OR from_time <= until_time)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX identity_link_of_one ON identity_link (one);
        CREATE INDEX identity_link_of_other ON identity_link (other);
        CREATE TABLE link_decision (
            number INTEGER PRIMARY KEY AUTOINCREMENT, link_id TEXT NOT NULL REFERENCES identity_link,
            state TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL,
            from_time INTEGER, until_time INTEGER
        ) STRICT;
        """

    /// Whether a file of so many bytes, or of a name, came before is asked of each delivery, however many there were.
    private static let deliveryLookups = """
        CREATE INDEX input_file_by_bytes ON input_file (bytes);
        CREATE INDEX input_file_by_name ON input_file (name);
        """
}
