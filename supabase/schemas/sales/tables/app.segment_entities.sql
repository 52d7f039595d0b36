-- What segments are made of. Reference data; the SQL in it comes with the product alone.
create table app.segment_entities (
  key text primary key,
  position smallint not null,
  source text not null,
  scope text not null default 'true',
  roles text[],
  module text,
  title text not null,
  subtitle text not null default 'null::text',
  detail text not null default '''{}''::jsonb',
  custom_entity text,
  constraint key_is_a_word check (key ~ '^[a-z_]{2,30}$')
);

alter table app.segment_entities enable row level security;

create policy select_nobody on app.segment_entities for select to authenticated using (false);

comment on table app.segment_entities is 'What segments can be made of.';
comment on column app.segment_entities.source is 'Table with the alias e; it has tenant_id and id.';
comment on column app.segment_entities.scope is 'Which rows of e are there at all, beside those of the clinic.';
comment on column app.segment_entities.roles is 'Who sees the list of them; NULL: every member.';
comment on column app.segment_entities.module is 'The module of the clinic that shows them; NULL: every clinic has them.';
comment on column app.segment_entities.title is 'Over e: what a row is called in a sample; subtitle is the line below, detail what a link needs.';
comment on column app.segment_entities.custom_entity is 'Whose fields of the clinic''s own they have (custom_fields.entity).';

revoke all on app.segment_entities from anon, authenticated;
