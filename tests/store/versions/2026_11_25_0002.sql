-- also 2026_11_25_0001
INSERT INTO matches (site_id, email, account_id) VALUES ('site-one', 'ada@acme.example', 'acc-ada'), ('site-one', 'robot@acme.example', NULL);
INSERT INTO rejections (site_id, email, account_id) VALUES ('site-one', 'ben@acme.example', 'acc-ada');
INSERT INTO imports (site_id, position, email, account_id, seat_since, line) VALUES ('site-one', 0, 'cyd@acme.example', 'acc-cyd', '2026-11-25', 2);
INSERT INTO rules (site_id, kind, domain, other) VALUES ('site-one', 'plus_tag', 'acme.example', '');
INSERT INTO holds (site_id, email, starts_on, until, reason) VALUES ('site-one', 'ada@acme.example', '2026-11-25', '2026-12-24', 'leave');
INSERT INTO rosters (site_id, connection_id, seen_on, digest) VALUES ('site-one', 'team-one', '2026-11-25', CAST('0' AS BYTES));
INSERT INTO roster (site_id, connection_id, email, seen_on, absent_on, here) VALUES ('site-one', 'team-one', 'ada@acme.example', '2026-11-25', NULL, TRUE), ('site-one', 'team-one', 'ben@acme.example', '2026-11-25', '2026-11-20', FALSE);
INSERT INTO kept_people (site_id, read_at, people) VALUES ('site-one', '2026-11-25 09:30:00.000000', CAST('gAAAAABrB15Fsw-TUugrGqZIRYbx4V7IZd0DiH20kvmo-ED9YTRh-lvGBiAYMDkszkEQ3z2YQhbRymsSrElNkmQZHZnafw9P6uWQMgOnVYqOzVwzOaP06DRdcxNpExdZTXjr8c482tGpfJjb2iFa8JzLrJY0J2Sa1DTcyNchqdh0sJoqERKg1uLQlcL_8CIwmwjx7usuB9aNNUEerGITXGYhM0N6mgFiOoFviNxaiNcZ4fzWtk-uUoujZWaFI5UeH8IsG2Pd6uk2tBoYDxzBY-xlCu6tgxTFjJI4QEmxCNgPHeP31Uh4jw-URzZwcGoaJUNBIhEZ11kj_MxbClKZzd1Zmha7ftnEzwfBzEcVYp_Er2TX_mASYBP12LRQ8sogLVH_an7_O4Cr' AS BYTES));
