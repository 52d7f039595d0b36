create function app.tg_conversation_addresses__move_patients()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.patient_conversations (tenant_id, thread_id, patient_id, created_by, created_at)
  select l.tenant_id, new.thread_id, l.patient_id, l.created_by, l.created_at
  from public.patient_conversations l where l.tenant_id = old.tenant_id and l.thread_id = old.thread_id
  on conflict do nothing;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_addresses__move_patients() from public, anon, authenticated;
