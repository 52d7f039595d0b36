create function app.tg_conversation_addresses__move_intakes()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.intake_invites i set thread_id = new.thread_id
  where i.tenant_id = old.tenant_id and i.thread_id = old.thread_id;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_addresses__move_intakes() from public, anon, authenticated;
