create table app.conversation_note_edits (
  tenant_id uuid not null,
  note_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  body text not null,
  replaced_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, note_id, id),
  foreign key (tenant_id, note_id) references public.conversation_notes (tenant_id, id) on delete cascade
);

alter table app.conversation_note_edits enable row level security;

create policy select_nobody on app.conversation_note_edits for select to authenticated using (false);

comment on table app.conversation_note_edits is 'What a note said before each edit; list_conversation_note_edits shows it. A deleted note loses it.';

grant select, insert, update, delete on app.conversation_note_edits to service_role;
