-- Campaigns hold what they may need, settle message by message without a queue, and release the rest.
create function app.hold_whatsapp_credits(p_tenant_id uuid, p_hold_id uuid, p_credits integer, p_note text default null)
returns app.credit_holds
language plpgsql
set search_path = ''
as $$
declare
  v_hold app.credit_holds;
  v_balance integer;
begin
  perform app.require_credits(p_credits, p_hold_id::text);
  -- before the balance, as whoever settles and releases takes them
  perform pg_advisory_xact_lock(uuid_hash_extended(p_hold_id, 5));
  perform app.post_credits(p_tenant_id, 'usage', -p_credits, 'hold:' || p_hold_id, false, null, null, null, p_note);
  insert into app.credit_holds (tenant_id, id, credits) values (p_tenant_id, p_hold_id, p_credits) on conflict do nothing;
  if found then
    -- the balance is ours: reminders go before campaigns
    select b.balance into v_balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id;
    if v_balance < app.reminder_credits(p_tenant_id, now(), false) and v_balance < app.reminder_credits(p_tenant_id, now(), true) then
      raise sqlstate 'PT402' using message = 'credits_kept_for_reminders';
    end if;
  end if;
  select * into v_hold from app.credit_holds h where h.tenant_id = p_tenant_id and h.id = p_hold_id;
  return v_hold;
end;
$$;
comment on function app.hold_whatsapp_credits(uuid, uuid, integer, text) is
  'Caller: a campaign that starts. Takes the credits out of the balance, once for the id. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT402 insufficient_credits, PT402 credits_kept_for_reminders (of the next 24 hours), PT409 reference_in_use, PT409 reference_refunded after its release.';
revoke execute on function app.hold_whatsapp_credits(uuid, uuid, integer, text) from public, anon, authenticated;
