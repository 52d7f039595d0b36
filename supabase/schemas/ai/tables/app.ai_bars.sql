-- What a version has to reach before it may answer anybody.
create table app.ai_bars (
  figure text primary key,
  at_least numeric not null,
  where_measurable boolean not null default false,
  constraint bar_is_a_share check (at_least between 0 and 1)
);

alter table app.ai_bars enable row level security;

create policy select_nobody on app.ai_bars for select to authenticated using (false);

comment on table app.ai_bars is 'Every figure of this table has to be in the latest evaluation of a version, and as high.';
comment on column app.ai_bars.where_measurable is 'An evaluation may find no case that measures it (its figure is null); then it is not asked for.';

grant select, insert, update, delete on app.ai_bars to service_role;
