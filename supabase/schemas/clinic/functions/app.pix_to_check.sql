create function app.pix_to_check(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('pix', app.pix_json(p), 'account', app.pix_account_key(p_tenant_id, p.account_id), 'over', case
    when p.status <> 'pending' then null
    when p.cancel_asked_at is not null or app.is_stale_pix(p) then 'cancelled'
    when p.due_on < app.clinic_today(p_tenant_id) - 30 then 'expired' end)
  from app.pix_charges p
  where p.tenant_id = p_tenant_id and p.id = p_id and (p.status = 'pending' or p.paid_at > now() - interval '60 days')
    -- somebody is creating it
    and (p.asaas_payment_id is not null or coalesce(p.charging_until, '-infinity') < clock_timestamp());
$$;
comment on function app.pix_to_check(uuid, uuid) is
  'Caller: workers. {pix, account: as pix_account_key or null, over: cancelled|expired when nobody is to pay it any more}; NULL when there is nothing to ask. Errors: none.';
revoke execute on function app.pix_to_check(uuid, uuid) from public, anon, authenticated;
grant execute on function app.pix_to_check(uuid, uuid) to service_role;
