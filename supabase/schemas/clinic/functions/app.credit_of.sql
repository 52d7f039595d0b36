create function app.credit_of(p_tenant_id uuid, p_payer_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(m.free_cents), 0) from public.money_payments m where m.tenant_id = p_tenant_id and m.payer_id = p_payer_id;
$$;
comment on function app.credit_of(uuid, uuid) is 'What a clinic holds for a payer that pays nothing yet.';
revoke execute on function app.credit_of(uuid, uuid) from public, anon, authenticated;
