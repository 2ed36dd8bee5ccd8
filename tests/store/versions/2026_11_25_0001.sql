-- Rows in the words of the first version; BYTES and HEX stand for what each database says.
-- Instants are in UTC, and so is the session.
INSERT INTO sites (site_id, name, added_at) VALUES ('site-one', 'Acme', '2026-11-25 09:30:00.000000');
INSERT INTO jira (site_id, url, email, token, token_tail, expires_on) VALUES ('site-one', 'https://acme.example', 'robot@acme.example', CAST('gAAAAABrB15FSGr5Be26taHKO0b-y1khf4H3IWB2LKyiF4qRs6zzwIERn7LOce2_dYMelQeQCs9M90FMyXRa_-4SNq-93tI-CC4oIc8vsUSg7Jye3v7x6bZv69G84ajFV86xPOIYLBxS' AS BYTES), 'oken', '2026-11-25');
INSERT INTO connections (connection_id, site_id, name, vendor, url, key, key_tail, verified_at) VALUES ('team-one', 'site-one', 'east', 'cursor', 'https://c', CAST('gAAAAABrB15FNT9hR-KwMSf9Hy4gQSuk7EjAsIX5u3bFUO6xAYwPj2WTEU76t1yu6I2btZ1JkIG8DxDea1ryhzFm52kgQjlBzQ8TY9RvVQxjT-zWdhrx8H9Uf1QX9tC51v9zU5mZTPPXid7mwOHbFylD-ggPgDa5lg==' AS BYTES), '1234', '2026-11-25 09:30:00.000000');
INSERT INTO grants (site_id, project_id, key, name, roles, mode, granted_by, granted_at) VALUES ('site-one', '10001', 'APP', 'The app', '["Developers"]', 'leads', 'acc-admin', '2026-11-25 09:30:00.000000');
INSERT INTO settings (site_id, key, value) VALUES ('site-one', 'limits.grace_days', '21');
