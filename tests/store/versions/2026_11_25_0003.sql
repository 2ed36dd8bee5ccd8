-- also 2026_11_25_0002
INSERT INTO words (word_id, site_id, digest, text) VALUES (1, 'site-one', NULL, 'acc-admin');
INSERT INTO words (word_id, site_id, digest, text) VALUES (2, 'site-one', HEX('2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3'), 'ada@acme.example');
INSERT INTO words (word_id, site_id, digest, text) VALUES (3, 'site-one', NULL, '{"reason":"hers"}');
INSERT INTO words (word_id, site_id, digest, text) VALUES (4, 'site-one', NULL, 'seats');
INSERT INTO audit (entry_id, site_id, at, action, by_id, about_id, details_id) VALUES (1, 'site-one', '2026-11-25 09:30:00.000000', 'match_confirmed', 1, 2, 3);
INSERT INTO audiences (audience_id, site_id, digest, size) VALUES (1, 'site-one', NULL, 1);
INSERT INTO audience_people (site_id, word_id, audience_id) VALUES ('site-one', 2, 1);
INSERT INTO looks (look_id, site_id, by_id, report_id, hour_at, first_at, last_at, times) VALUES (1, 'site-one', 1, 4, '2026-11-25 09:00:00.000000', '2026-11-25 09:30:00.000000', '2026-11-25 09:30:00.000000', 2);
INSERT INTO look_audiences (site_id, audience_id, look_id, first_at, last_at, times) VALUES ('site-one', 1, 1, '2026-11-25 09:30:00.000000', '2026-11-25 09:30:00.000000', 2);
