-- The balance is locked by the charge, so that of two senders none takes what the other left for the reminders.
create function app.keep_reminder_credits(p_tenant_id uuid, p_reason text, p_created jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_balance integer;
begin
  if p_created -> 'duplicate' = 'true'::jsonb or not exists (
    select from app.automation_reasons r join app.automation_reasons s on s.reason = 'session_reminder'
    where r.reason = p_reason and r.priority < s.priority) or not exists (
    select from public.whatsapp_credits_transactions x
    where x.tenant_id = p_tenant_id and x.conversation_message_id = (p_created #>> '{message,id}')::uuid and x.kind = 'usage') then
    return;
  end if;
  select b.balance into v_balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id;
  -- the most that they could need is cheap to know; what they do need is asked for where it gets tight
  if v_balance < app.reminder_credits(p_tenant_id, now(), false) and v_balance < app.reminder_credits(p_tenant_id, now(), true) then
    raise sqlstate 'PT402' using message = 'credits_kept_for_reminders';
  end if;
end;
$$;
comment on function app.keep_reminder_credits(uuid, text, jsonb) is
  'Caller: the gate, after it queued and charged a message. Errors: PT402 credits_kept_for_reminders, which takes both back: the message goes less before reminders, and the balance would be less than the reminders of the next 24 hours need.';
revoke execute on function app.keep_reminder_credits(uuid, text, jsonb) from public, anon, authenticated;
