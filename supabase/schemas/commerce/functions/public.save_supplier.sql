create function public.save_supplier(
  p_tenant_id uuid, p_id uuid, p_supplier jsonb, p_phones jsonb default '[]', p_emails jsonb default '[]'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_cnpj text := app.normalise_cpf_cnpj(p_supplier ->> 'cnpj');
  v_id uuid;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_supplier ->> 'cnpj' ~ '\w' and (v_cnpj is null or char_length(v_cnpj) <> 14) then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  perform app.lock_identity(p_tenant_id, array[v_cnpj]);
  -- a company that the clinic knows by its number becomes a supplier, as it is
  select c.id into v_id from public.companies c where c.tenant_id = p_tenant_id and c.cnpj = v_cnpj and c.id <> p_id;
  if v_id is null then
    v_id := p_id;
    perform set_config('zelo.saves_person', 'on', true);
    insert into public.companies as c (tenant_id, id, name, cnpj, city, state, note, created_by)
    values (p_tenant_id, v_id, app.require_name(p_supplier ->> 'name'), v_cnpj, app.trimmed(p_supplier ->> 'city', 100),
      upper(app.trimmed(p_supplier ->> 'state', 2)), nullif(btrim(app.normalize_lines(left(p_supplier ->> 'note', 2000))), ''), auth.uid())
    on conflict (tenant_id, id) do update set name = excluded.name, cnpj = excluded.cnpj, city = excluded.city, state = excluded.state,
      note = excluded.note, version = c.version + 1;
    perform app.save_contacts(p_tenant_id, 'company', v_id, p_phones, p_emails);
    perform set_config('zelo.saves_person', '', true);
    perform app.index_company(p_tenant_id, v_id);
  end if;
  insert into public.suppliers (tenant_id, company_id, lead_days, minimum_cents, terms, archived_at)
  values (p_tenant_id, v_id, app.typed_number(p_supplier ->> 'lead_days'), app.typed_number(p_supplier ->> 'minimum_cents'),
    app.trimmed(p_supplier ->> 'terms', 300), case when (p_supplier ->> 'archived')::boolean then clock_timestamp() end)
  on conflict (tenant_id, company_id) do update set lead_days = excluded.lead_days, minimum_cents = excluded.minimum_cents, terms = excluded.terms,
    archived_at = excluded.archived_at;
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('supplier_id', v_id));
  return (select s from app.supplier_rows(p_tenant_id) s where s ->> 'id' = v_id::text);
end;
$$;
comment on function public.save_supplier(uuid, uuid, jsonb, jsonb, jsonb) is
  'Caller: owner, admin and operator. A company becomes a supplier, or what is known of one changes: p_supplier {name, cnpj, city, state, note, lead_days, minimum_cents, terms, archived}, phones and e-mail addresses as in save_company. With the CNPJ of a company that is there, that company becomes the supplier and stays as it is. Answers the row of list_suppliers. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts.';
revoke execute on function public.save_supplier(uuid, uuid, jsonb, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.save_supplier(uuid, uuid, jsonb, jsonb, jsonb) to authenticated;
