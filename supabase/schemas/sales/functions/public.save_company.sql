create function public.save_company(
  p_tenant_id uuid, p_id uuid, p_version integer, p_company jsonb, p_phones jsonb default '[]', p_emails jsonb default '[]'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_cnpj text := app.normalise_cpf_cnpj(p_company ->> 'cnpj');
  v_before public.companies;
  v_row public.companies;
  v_known text;
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_company ->> 'cnpj' ~ '\w' and (v_cnpj is null or char_length(v_cnpj) <> 14) then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  perform app.lock_identity(p_tenant_id, array[v_cnpj]);
  select * into v_before from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  select c.name into v_known from public.companies c where c.tenant_id = p_tenant_id and c.cnpj = v_cnpj and c.id <> p_id;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'company_exists', detail = v_known;
  end if;
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.companies as c (tenant_id, id, name, cnpj, segment, website, city, state, owner_id, note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_company ->> 'name'), v_cnpj, app.trimmed(p_company ->> 'segment', 100),
    app.trimmed(p_company ->> 'website', 200), app.trimmed(p_company ->> 'city', 100), upper(app.trimmed(p_company ->> 'state', 2)),
    app.typed_seller(p_tenant_id, p_company ->> 'owner_id'), nullif(btrim(app.normalize_lines(left(p_company ->> 'note', 2000))), ''),
    app.checked_custom(p_tenant_id, 'company', p_company -> 'custom', v_before.custom), auth.uid())
  on conflict (tenant_id, id) do update set
    name = excluded.name, cnpj = excluded.cnpj, segment = excluded.segment, website = excluded.website, city = excluded.city,
    state = excluded.state, owner_id = excluded.owner_id, note = excluded.note, custom = excluded.custom, version = c.version + 1
  returning * into v_row;
  perform app.save_contacts(p_tenant_id, 'company', p_id, p_phones, p_emails);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_company(p_tenant_id, p_id);
  perform app.note_sale(p_tenant_id, 'company', p_id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return public.get_company(p_tenant_id, p_id);
end;
$$;
comment on function public.save_company(uuid, uuid, integer, jsonb, jsonb, jsonb) is
  'Caller: who sells. p_company {name, cnpj, segment, website, city, state, owner_id, note, custom}; the rest as in save_contact. Answers get_company. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 custom_field_invalid, PT400 custom_field_required, PT404 member_not_found, PT409 company_exists (detail: its name), PT409 changed_meanwhile.';
revoke execute on function public.save_company(uuid, uuid, integer, jsonb, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.save_company(uuid, uuid, integer, jsonb, jsonb, jsonb) to authenticated;
