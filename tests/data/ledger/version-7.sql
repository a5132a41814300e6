-- state.db as version 7 of the file has it.
PRAGMA application_id = 0x53505455;
PRAGMA user_version = 7;
CREATE TABLE attempts (id INTEGER PRIMARY KEY AUTOINCREMENT, outcome INTEGER NOT NULL, started INTEGER NOT NULL,
 ended INTEGER NOT NULL, configuration TEXT, customer_key TEXT, ticket TEXT, endpoint TEXT, stand_in INTEGER NOT NULL,
 workspace_id TEXT, url TEXT, expires_at TEXT, expires INTEGER NOT NULL, request_id TEXT, status INTEGER NOT NULL,
 type TEXT, message TEXT, environment INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0,
 checked_at INTEGER NOT NULL DEFAULT 0, former INTEGER NOT NULL DEFAULT 0);
CREATE INDEX attempts_by_configuration ON attempts (configuration, outcome, id);
CREATE TABLE tickets (configuration TEXT PRIMARY KEY, ticket TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mappings (configuration TEXT, list TEXT, header TEXT, mapping TEXT NOT NULL,
 PRIMARY KEY (configuration, list, header)) WITHOUT ROWID;
CREATE TABLE drafts (id INTEGER PRIMARY KEY AUTOINCREMENT, configuration TEXT, path TEXT, focus TEXT, started INTEGER NOT NULL,
 changed INTEGER NOT NULL, ended INTEGER NOT NULL, unsaved INTEGER NOT NULL, edits INTEGER NOT NULL,
 file_exists INTEGER NOT NULL, file_mtime INTEGER NOT NULL, file_size INTEGER NOT NULL, file_inode INTEGER NOT NULL,
 file_device INTEGER NOT NULL, base_digest INTEGER NOT NULL, base_size INTEGER NOT NULL, base_kept INTEGER NOT NULL);
CREATE TABLE draft_pieces (id INTEGER PRIMARY KEY, draft INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL,
 sum INTEGER);
CREATE INDEX draft_pieces_by_draft ON draft_pieces (draft, part, id);
CREATE INDEX attempts_open ON attempts (id) WHERE outcome NOT IN (1, 2, 3) AND checked = 0;
INSERT INTO attempts (outcome, started, ended, configuration, customer_key, stand_in, url, expires, status, environment) VALUES
 (2, 1, 2, 'far', 'acme', 0, 'https://portal.example.com/1', 0, 200, 2),
 (2, 3, 4, 'near', 'acme', 1, 'http://127.0.0.1:1/2', 0, 200, 1),
 (4, 5, 6, 'far', 'acme', 0, NULL, 0, 0, 2);
INSERT INTO tickets VALUES ('far', 'SUP-1');
INSERT INTO mappings VALUES ('far', '/rooms', 'a', '{1}');
INSERT INTO drafts VALUES (7, 'far', '/far.json', '/locale', 1, 2, 0, 1, 1, 0, 0, 0, 0, 0, 0, 3, 1);
INSERT INTO draft_pieces VALUES (1, 7, 0, CAST('{}' AS BLOB), -1347260876821847703),
 (2, 7, 1, CAST('20:s7:/locale1 =4:"fr"' AS BLOB), 6007120232099028230);
