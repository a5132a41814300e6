-- state.db as version 3 of the file has it.
PRAGMA application_id = 0x53505455;
PRAGMA user_version = 3;
CREATE TABLE attempts (id INTEGER PRIMARY KEY AUTOINCREMENT, outcome INTEGER NOT NULL, started INTEGER NOT NULL,
 ended INTEGER NOT NULL, configuration TEXT, customer_key TEXT, ticket TEXT, endpoint TEXT, stand_in INTEGER NOT NULL,
 workspace_id TEXT, url TEXT, expires_at TEXT, expires INTEGER NOT NULL, request_id TEXT, status INTEGER NOT NULL,
 type TEXT, message TEXT, environment INTEGER NOT NULL DEFAULT 0);
CREATE INDEX attempts_by_configuration ON attempts (configuration, outcome, id);
CREATE TABLE tickets (configuration TEXT PRIMARY KEY, ticket TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mappings (configuration TEXT, list TEXT, header TEXT, mapping TEXT NOT NULL,
 PRIMARY KEY (configuration, list, header)) WITHOUT ROWID;
INSERT INTO attempts (outcome, started, ended, configuration, customer_key, stand_in, url, expires, status, environment) VALUES
 (2, 1, 2, 'far', 'acme', 0, 'https://portal.example.com/1', 0, 200, 2),
 (2, 3, 4, 'near', 'acme', 1, 'http://127.0.0.1:1/2', 0, 200, 1),
 (4, 5, 6, 'far', 'acme', 0, NULL, 0, 0, 2);
INSERT INTO tickets VALUES ('far', 'SUP-1');
INSERT INTO mappings VALUES ('far', '/rooms', 'a', '{1}');
