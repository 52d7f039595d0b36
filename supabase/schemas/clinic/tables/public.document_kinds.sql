-- What kinds of document a clinic issues, and what holds for each.
create table public.document_kinds (
  key text primary key,
  position smallint not null,
  is_clinical boolean not null,
  desk_may_issue boolean not null,
  takes_cid boolean not null,
  cid_purpose text,
  constraint document_kinds_key_is_a_word check (key ~ '^[a-z_]{2,20}$')
);

alter table public.document_kinds enable row level security;

create policy select_signed_in on public.document_kinds for select to authenticated using ((select auth.uid()) is not null);

comment on table public.document_kinds is 'Kinds of document, in the order in which they are offered; their words are texts of the screen.';
comment on column public.document_kinds.is_clinical is 'The treating team alone reads and issues it.';
comment on column public.document_kinds.desk_may_issue is 'Any member of the clinic may issue it: it says that somebody was here, nothing else.';
comment on column public.document_kinds.cid_purpose is 'The consent that has to be recorded before a code stands on it; a key of intake_purposes; null where the word of the author is enough.';
comment on column public.document_kinds.takes_cid is 'A diagnosis code may stand on it, when somebody typed it and the patient agreed.';

revoke all on public.document_kinds from anon, authenticated;
grant select on public.document_kinds to authenticated;
grant select, insert, update, delete on public.document_kinds to service_role;
