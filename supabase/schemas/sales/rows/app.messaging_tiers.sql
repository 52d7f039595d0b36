insert into app.messaging_tiers (key, people) values
  ('TIER_50', 50), ('TIER_250', 250), ('TIER_1K', 1000), ('TIER_2K', 2000), ('TIER_10K', 10000), ('TIER_100K', 100000), ('TIER_UNLIMITED', null)
on conflict (key) do update set people = excluded.people;
