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
        migrator.registerMigration("pseudonym keys") { database in try database.execute(sql: pseudonymKeys) }
        migrator.registerMigration("delivery_lookups") { database in try database.execute(sql: deliveryLookups) }
        migrator.registerMigration("health codes") { database in try database.execute(sql: healthCodes) }
        migrator.registerMigration("daily rows") { database in try database.execute(sql: dailyRows) }
        migrator.registerMigration("task life") { database in try database.execute(sql: taskLife) }
        migrator.registerMigration("residence") { database in try database.execute(sql: residence) }
        return migrator
    }

    /// Reports name grids: refer_to and grid_id are empty where they do not.
    ///
    /// former: ids before a task was handed over.
    /// via: pseudonyms of the contacts through which a contact of a contact was found, one after the other.
    private static let taskLife = """
        CREATE TABLE told_feedback (
            task_id TEXT NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL, refer_to TEXT NOT NULL,
            grid_id TEXT NOT NULL, sealed BLOB, envelope INTEGER REFERENCES envelope,
            file INTEGER NOT NULL REFERENCES input_file, line INTEGER NOT NULL,
            PRIMARY KEY (task_id, at, outcome, refer_to, grid_id), CHECK ((sealed IS NULL) = (envelope IS NULL))
        ) STRICT, WITHOUT ROWID;
        INSERT INTO told_feedback SELECT task_id, at, outcome, '', '', sealed, envelope, file, line FROM feedback;
        DROP TABLE feedback;
        ALTER TABLE told_feedback RENAME TO feedback;
        ALTER TABLE task ADD COLUMN issued INTEGER;
        ALTER TABLE task ADD COLUMN former TEXT NOT NULL DEFAULT '';
        ALTER TABLE found_contact ADD COLUMN via BLOB;
        """

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

    /// What goes on under its old name after the pseudonym key was replaced, and what the names were.
    ///
    /// kept_id: what the present key makes of an id's parts, and the id that people know; as long as something is found
    /// about the person. former_name: pairs of an old and a present pseudonym, sealed under the present key.
    private static let pseudonymKeys = """
        CREATE TABLE kept_id (
            made TEXT PRIMARY KEY, kept TEXT NOT NULL, person BLOB NOT NULL CHECK (length(person) = 16)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE former_key (
            number INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL, last_run INTEGER NOT NULL,
            replaced_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE former_name (
            key INTEGER NOT NULL REFERENCES former_key, part INTEGER NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY (key, part)
        ) STRICT, WITHOUT ROWID;
        """

    /// Whether a file of so many bytes, or of a name, came before is asked of each delivery, however many there were.
    private static let deliveryLookups = """
        CREATE INDEX input_file_by_bytes ON input_file (bytes);
        CREATE INDEX input_file_by_name ON input_file (name);
        """

    /// What runs showed, and what two named people put in place of it; that they are two, the table itself asks for.
    private static let healthCodes = """
        CREATE TABLE found_code (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, person BLOB NOT NULL, colour TEXT NOT NULL,
            cause TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (run, person)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE code_override (
            number INTEGER PRIMARY KEY AUTOINCREMENT, person BLOB NOT NULL CHECK (length(person) = 16),
            colour TEXT NOT NULL, reason TEXT NOT NULL, ruled TEXT NOT NULL, first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL CHECK (last_day >= first_day),
            state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'rejected', 'revoked')),
            proposed_user TEXT NOT NULL, proposed_actor TEXT, proposed_at INTEGER NOT NULL,
            approved_user TEXT, approved_actor TEXT, approved_at INTEGER,
            ended_user TEXT, ended_actor TEXT, ended_at INTEGER,
            CONSTRAINT approved_by_somebody CHECK (
                (state <> 'approved' OR approved_at IS NOT NULL) AND (approved_at IS NULL) = (approved_user IS NULL)),
            CONSTRAINT ended_by_somebody CHECK (
                (state IN ('rejected', 'revoked')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_user IS NULL)),
            CONSTRAINT two_people CHECK (
                approved_user IS NULL OR approved_user <> proposed_user
                OR (approved_actor IS NOT NULL AND proposed_actor IS NOT NULL AND approved_actor <> proposed_actor))
        ) STRICT;
        """

    /// Alerts, the roster of key persons and clues of a run; they go with it.
    ///
    /// parts: what an id that is a keyed digest is made of.
    private static let dailyRows = """
        CREATE TABLE found_row (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            list TEXT NOT NULL CHECK (list IN ('alert', 'category', 'clue')), id TEXT NOT NULL,
            subject BLOB CHECK (length(subject) = 16), about TEXT NOT NULL, parts TEXT NOT NULL,
            meaning TEXT NOT NULL, PRIMARY KEY (run, list, id)
        ) STRICT, WITHOUT ROWID;
        """

    /// Rows of the list of residence are daily rows too; a CHECK can only be changed with its table.
    private static let residence = """
        CREATE TABLE daily_row (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            list TEXT NOT NULL CHECK (list IN ('alert', 'category', 'clue', 'residence')), id TEXT NOT NULL,
            subject BLOB CHECK (length(subject) = 16), about TEXT NOT NULL, parts TEXT NOT NULL,
            meaning TEXT NOT NULL, PRIMARY KEY (run, list, id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO daily_row SELECT run, list, id, subject, about, parts, meaning FROM found_row;
        DROP TABLE found_row;
        ALTER TABLE daily_row RENAME TO found_row;
        """
}
