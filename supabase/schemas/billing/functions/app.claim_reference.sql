-- True when the reference is the clinic's own from now on: of what brings credits in, once for all clinics. What is spent or
-- given back is counted in the clinic's own ledger, so that messages share no row with those of other clinics.
create function app.claim_reference(p_ledger text, p_tenant_id uuid, p_kind text, p_reference text)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_kind in ('usage', 'refund') then
    return true;
  end if;
  insert into app.credit_references (ledger, kind, reference, tenant_id)
  values (p_ledger, p_kind, p_reference, p_tenant_id)
  on conflict (ledger, kind, reference) do nothing;
  -- the statement after a wait sees what the other clinic has committed
  return found or exists (
    select from app.credit_references r
    where r.ledger = p_ledger and r.kind = p_kind and r.reference = p_reference and r.tenant_id = p_tenant_id);
end;
$$;
revoke execute on function app.claim_reference(text, uuid, text, text) from public, anon, authenticated;
