-- What a session can be, and what follows from it: a fact of the product, not of a clinic.
create table public.session_statuses (
  key text primary key,
  position smallint not null,
  blocks_time boolean not null,
  is_outcome boolean not null,
  prevails smallint not null,
  constraint session_status_prevails_once unique (prevails)
);

alter table public.session_statuses enable row level security;

create policy select_signed_in on public.session_statuses for select to authenticated using ((select auth.uid()) is not null);

comment on table public.session_statuses is 'scheduled, confirmed, attended, missed, excused, cancelled: which of them take the time of therapist and room, and which are an outcome.';
comment on column public.session_statuses.prevails is 'Of several people in one session the highest is the status of the session.';

revoke all on public.session_statuses from anon, authenticated;
grant select on public.session_statuses to authenticated;
grant select, insert, update, delete on public.session_statuses to service_role;
