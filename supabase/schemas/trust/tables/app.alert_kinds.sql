create table app.alert_kinds (
  kind text primary key,
  is_urgent boolean not null default false,
  threshold numeric,
  lowest numeric,
  highest numeric,
  unit text,
  position integer not null default 100,
  constraint alert_kind_is_a_word check (kind ~ '^[a-z][a-z0-9_]{2,39}$'),
  constraint alert_unit_is_known check (unit in ('minutes', 'messages', 'jobs', 'percent', 'days')),
  constraint threshold_has_bounds check (threshold is null or (threshold >= lowest and threshold <= highest and unit is not null))
);

alter table app.alert_kinds enable row level security;

create policy select_nobody on app.alert_kinds for select to authenticated using (false);

comment on table app.alert_kinds is 'What a clinic is warned of. Words: alerts.json (screen, bell and e-mail say the same) and public/push.js.';
comment on column app.alert_kinds.is_urgent is 'Told at night too.';
comment on column app.alert_kinds.threshold is 'From where on it is one, unless the clinic says otherwise (alert_settings); NULL: there is nothing to set.';
comment on column app.alert_kinds.position is 'Its place in the settings.';

grant select, insert, update, delete on app.alert_kinds to service_role;
