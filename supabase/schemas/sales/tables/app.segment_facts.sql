-- What fields of segments need beside the row itself. Reference data; the SQL in it comes with the product alone.
create table app.segment_facts (
  entity text not null references app.segment_entities (key) on delete cascade,
  key text not null,
  position smallint not null default 0,
  source text not null,
  primary key (entity, key)
);

alter table app.segment_facts enable row level security;

create policy select_nobody on app.segment_facts for select to authenticated using (false);

comment on table app.segment_facts is 'Joins that fields of segments need; a statement has each at most once.';
comment on column app.segment_facts.source is 'A left join that adds at most one row to each of e. $1 is the clinic, $3 now, $4 the clinic''s day, $5 its time zone.';

revoke all on app.segment_facts from anon, authenticated;
