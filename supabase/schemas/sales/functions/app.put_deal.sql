create function app.put_deal(p_tenant_id uuid, p_id uuid, p_deal jsonb, p_thread_id uuid default null)
returns public.deals
language plpgsql
set search_path = ''
as $$
declare
  v_stage public.pipeline_stages := app.require_stage(p_tenant_id, app.typed_id(p_deal ->> 'stage_id'), app.typed_id(p_deal ->> 'pipeline_id'));
  v_contact uuid := app.typed_id(p_deal ->> 'contact_id');
  v_company uuid := app.typed_id(p_deal ->> 'company_id');
  v_row public.deals;
begin
  if v_contact is not null and not exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact) then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  insert into public.deals (tenant_id, id, title, pipeline_id, stage_id, value_cents, contact_id, company_id, thread_id, owner_id, origin, expected_on,
    note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_deal ->> 'title'), v_stage.pipeline_id, v_stage.id, app.typed_cents(p_deal ->> 'value_cents'),
    v_contact, v_company, p_thread_id, app.typed_seller(p_tenant_id, p_deal ->> 'owner_id'), app.typed_origin(p_deal ->> 'origin'),
    app.typed_date(p_deal ->> 'expected_on'), nullif(btrim(app.normalize_lines(left(p_deal ->> 'note', 4000))), ''),
    app.checked_custom(p_tenant_id, 'deal', p_deal -> 'custom'), auth.uid())
  returning * into v_row;
  update public.contacts c set stage = 'opportunity', version = c.version + 1
  where c.tenant_id = p_tenant_id and c.id = v_contact and c.stage in ('lead', 'former');
  perform app.note_sale(p_tenant_id, 'deal', p_id, 'created', '{}', jsonb_build_object('title', v_row.title, 'stage', v_stage.name,
    'value_cents', v_row.value_cents));
  return v_row;
end;
$$;
comment on function app.put_deal(uuid, uuid, jsonb, uuid) is
  'A new deal from what a form holds. Errors: PT404 contact_not_found, PT404 company_not_found, and as save_deal.';
revoke execute on function app.put_deal(uuid, uuid, jsonb, uuid) from public, anon, authenticated;
