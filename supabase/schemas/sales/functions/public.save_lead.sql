create function public.save_lead(p_tenant_id uuid, p_id uuid, p_version integer, p_lead jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before public.crm_leads;
  v_row public.crm_leads;
  v_status text := coalesce(nullif(p_lead ->> 'status', ''), 'new');
  v_email text := app.normalize_email(p_lead ->> 'email');
  v_phone text := app.normalize_phone(p_lead ->> 'phone');
  v_thread uuid;
  v_known text;
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_lead ->> 'email' ~ '\S' and v_email is null then
    raise sqlstate 'PT400' using message = 'invalid_email', detail = left(p_lead ->> 'email', 60);
  end if;
  if p_lead ->> 'phone' ~ '\S' and v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone', detail = left(p_lead ->> 'phone', 60);
  end if;
  if v_status not in ('new', 'contacted', 'qualified', 'discarded') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  if p_lead ->> 'thread_key' is not null then
    select t.id into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_lead ->> 'thread_key';
    if v_thread is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  perform app.lock_identity(p_tenant_id, array[v_phone, v_email]);
  select * into v_before from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if v_before.status = 'converted' then
    raise sqlstate 'PT409' using message = 'lead_converted';
  end if;
  -- one person, one open lead
  select l.full_name into v_known from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.id <> p_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_phone or l.email = v_email) limit 1;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'lead_exists', detail = v_known;
  end if;
  insert into public.crm_leads as l (tenant_id, id, full_name, email, phone, company, origin, status, owner_id, thread_id, message, note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_lead ->> 'full_name'), v_email, v_phone, app.trimmed(p_lead ->> 'company', 120),
    app.typed_origin(coalesce(nullif(p_lead ->> 'origin', ''), case when v_thread is not null then app.origin_of_thread(p_lead ->> 'thread_key') end)), v_status, app.typed_seller(p_tenant_id, p_lead ->> 'owner_id'), v_thread,
    nullif(btrim(app.normalize_lines(left(p_lead ->> 'message', 2000))), ''), nullif(btrim(app.normalize_lines(left(p_lead ->> 'note', 2000))), ''),
    app.checked_custom(p_tenant_id, 'lead', p_lead -> 'custom', v_before.custom), auth.uid())
  on conflict (tenant_id, id) do update set full_name = excluded.full_name, email = excluded.email, phone = excluded.phone, company = excluded.company,
    origin = excluded.origin, status = excluded.status, owner_id = excluded.owner_id, thread_id = coalesce(excluded.thread_id, l.thread_id),
    note = excluded.note, custom = excluded.custom, version = l.version + 1
  returning * into v_row;
  update public.crm_leads l set score = app.lead_score(v_row) where l.tenant_id = p_tenant_id and l.id = p_id returning * into v_row;
  perform app.note_sale(p_tenant_id, 'lead', p_id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return public.get_lead(p_tenant_id, p_id);
end;
$$;
comment on function public.save_lead(uuid, uuid, integer, jsonb) is
  'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for a new lead. p_lead {full_name, email, phone, company, origin, status: new | contacted | qualified | discarded, owner_id, note, custom, message and thread_key of a new one}. What stood there before is kept in sales_events. Answers get_lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_email, PT400 invalid_phone, PT400 invalid_status, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 member_not_found, PT404 conversation_not_found, PT409 lead_exists (detail: who), PT409 lead_converted, PT409 changed_meanwhile.';
revoke execute on function public.save_lead(uuid, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.save_lead(uuid, uuid, integer, jsonb) to authenticated;
