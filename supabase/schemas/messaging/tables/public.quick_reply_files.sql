-- The files that go along with a quick reply, up to five. A message that one of them went into shows the same object.
create table public.quick_reply_files (
  tenant_id uuid not null,
  reply_id uuid not null,
  file_id uuid not null,
  position integer not null,
  primary key (tenant_id, reply_id, file_id),
  foreign key (tenant_id, reply_id) references public.quick_replies (tenant_id, id) on delete cascade,
  foreign key (tenant_id, file_id) references app.media_files (tenant_id, id) on delete cascade
);

alter table public.quick_reply_files enable row level security;

create index quick_reply_files_file on public.quick_reply_files (tenant_id, file_id);

-- as the reply itself: the clinic's, and one's own
create policy select_with_reply on public.quick_reply_files for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and exists (
    select from public.quick_replies q where q.tenant_id = quick_reply_files.tenant_id and q.id = quick_reply_files.reply_id));

create trigger quick_reply_files_let_go after delete on public.quick_reply_files
  for each row execute function app.tg_quick_reply_files__let_go();

comment on table public.quick_reply_files is 'Files of quick replies, in their order. Who sees the reply sees them.';

-- No write grants: save_quick_reply decides.
revoke all on public.quick_reply_files from anon, authenticated;
grant select on public.quick_reply_files to authenticated;
grant select, insert, update, delete on public.quick_reply_files to service_role;
