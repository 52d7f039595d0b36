create function public.list_suppliers(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  return (select coalesce(jsonb_agg(s), '[]') from app.supplier_rows(p_tenant_id) s);
end;
$$;
comment on function public.list_suppliers(uuid) is
  'Caller: everybody but therapists. All suppliers by name, archived ones too: [{id, name, cnpj, city, state, note, lead_days, minimum_cents, terms, phones, emails, open_orders, archived_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_suppliers(uuid) from public, anon, authenticated;
grant execute on function public.list_suppliers(uuid) to authenticated;
