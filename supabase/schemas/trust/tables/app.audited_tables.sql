-- Tables whose rows are audited by a trigger. Reference data.
create table app.audited_tables (
  name text primary key,
  entity text not null,
  key_column text not null default 'id',
  label_column text,
  left_out text[] not null default '{}',
  masked text[] not null default '{}',
  constraint audited_table_names_its_schema check (name ~ '^(public|app|app_private)\.[a-z_]+$'),
  constraint audited_entity_is_a_word check (entity ~ '^[a-z_]+$')
);

alter table app.audited_tables enable row level security;

create policy select_nobody on app.audited_tables for select to authenticated using (false);

comment on table app.audited_tables is 'Each has a trigger <table>_audit that calls app.tg_any__audit; what happens to a row is <entity>.created, .changed or .deleted in app.audit_actions.';
comment on column app.audited_tables.key_column is 'The column whose value is the entity_id.';
comment on column app.audited_tables.label_column is 'The column that says what a row is called, for the list.';
comment on column app.audited_tables.left_out is 'Columns that the audit does not see: a change of them alone is none. tenant_id, created_at, updated_at, version and generated columns are never seen.';
comment on column app.audited_tables.masked is 'Columns of which it is said that they changed, not what they say: secrets and long texts.';
