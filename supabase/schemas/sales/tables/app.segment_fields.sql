-- Fields of segments: nothing else can be asked for. Reference data; the SQL in it comes with the product alone.
create table app.segment_fields (
  entity text not null references app.segment_entities (key) on delete cascade,
  key text not null,
  position smallint not null,
  type text not null,
  expression text not null,
  fact text,
  roles text[],
  choices text,
  format text,
  primary key (entity, key),
  constraint key_is_a_word check (key ~ '^[a-z_]{2,40}$'),
  constraint type_is_known check (type in ('text', 'list', 'number', 'boolean', 'day', 'moment')),
  constraint format_is_known check (format in ('money', 'percent', 'days'))
);

alter table app.segment_fields enable row level security;

create policy select_nobody on app.segment_fields for select to authenticated using (false);

comment on table app.segment_fields is 'The whitelist of segments: what a rule may name, its type and its SQL. Fields of a clinic''s own are custom.<id> beside it.';
comment on column app.segment_fields.expression is 'SQL over e and the fact; of a list: a query with one text column.';
comment on column app.segment_fields.roles is 'Who sees this of the rows; NULL: whoever sees the rows.';
comment on column app.segment_fields.choices is 'Which values a screen offers: a list of the product''s (its words are texts of the screen) or of the clinic''s (get_segment_kit).';
comment on column app.segment_fields.format is 'How a screen shows the number.';

revoke all on app.segment_fields from anon, authenticated;
