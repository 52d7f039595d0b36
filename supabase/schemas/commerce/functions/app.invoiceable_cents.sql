create function app.invoiceable_cents(p_tenant_id uuid, p_payment_id uuid)
returns integer
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(z.cents), 0)::int from app.invoice_parts(p_tenant_id, array[p_payment_id]) z
  where app.fiscal_provider(p_tenant_id, z.therapist_id) ->> 'kind' <> 'pf';
$$;
comment on function app.invoiceable_cents(uuid, uuid) is 'What of a payment belongs on an NFS-e of the practice, as it stands now. Cents.';
revoke execute on function app.invoiceable_cents(uuid, uuid) from public, anon, authenticated;
