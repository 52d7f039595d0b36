create function public.save_deal(p_tenant_id uuid, p_id uuid, p_version integer, p_deal jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before public.deals;
  v_row public.deals;
  v_contact uuid := app.typed_id(p_deal ->> 'contact_id');
  v_company uuid := app.typed_id(p_deal ->> 'company_id');
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_before from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if v_before.id is null then
    perform app.put_deal(p_tenant_id, p_id, p_deal);
    return public.get_deal(p_tenant_id, p_id);
  end if;
  if v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if v_contact is not null and not exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact) then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  update public.deals d set title = app.require_name(p_deal ->> 'title'), value_cents = app.typed_cents(p_deal ->> 'value_cents'),
    contact_id = v_contact, company_id = v_company, owner_id = app.typed_seller(p_tenant_id, p_deal ->> 'owner_id'),
    origin = app.typed_origin(p_deal ->> 'origin'), expected_on = app.typed_date(p_deal ->> 'expected_on'),
    note = nullif(btrim(app.normalize_lines(left(p_deal ->> 'note', 4000))), ''),
    custom = app.checked_custom(p_tenant_id, 'deal', p_deal -> 'custom', d.custom), version = d.version + 1
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
  perform app.note_sale(p_tenant_id, 'deal', p_id, 'changed', to_jsonb(v_before), to_jsonb(v_row));
  return public.get_deal(p_tenant_id, p_id);
end;
$$;
comment on function public.save_deal(uuid, uuid, integer, jsonb) is
  'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for a new deal. p_deal {title, value_cents, contact_id, company_id, owner_id, origin, expected_on, note, custom}, of a new one also {pipeline_id, stage_id}: without them the first stage of the first pipeline; later move_deal moves it. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 invalid_date, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 contact_not_found, PT404 company_not_found, PT404 pipeline_not_found, PT404 member_not_found, PT409 changed_meanwhile.';
revoke execute on function public.save_deal(uuid, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.save_deal(uuid, uuid, integer, jsonb) to authenticated;
