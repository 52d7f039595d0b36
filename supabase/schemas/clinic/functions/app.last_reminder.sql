create function app.last_reminder(p_tenant_id uuid, p_payer_id uuid)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select max(r.created_at) from public.money_reminders r
  where r.tenant_id = p_tenant_id and r.payer_id = p_payer_id and exists (
    select from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.client_id = r.id and m.status <> 'failed');
$$;
comment on function app.last_reminder(uuid, uuid) is 'When a payer was reminded last, by a message that left or is on its way.';
revoke execute on function app.last_reminder(uuid, uuid) from public, anon, authenticated;
